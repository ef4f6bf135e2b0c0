namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>What is leased in these tests: a numbered secret that can be cleared.</summary>
internal sealed class FakeSecret(string key, int number) : IDisposable
{
    public string Key { get; } = key;

    public int Number { get; } = number;

    public bool IsCleared { get; private set; }

    public void Dispose() => IsCleared = true;
}
