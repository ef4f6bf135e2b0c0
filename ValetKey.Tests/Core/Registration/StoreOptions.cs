namespace ValetKey.Tests.Core.Registration;

/// <summary>The options of a store that is not ours.</summary>
internal sealed class StoreOptions
{
    public Uri? Endpoint { get; set; }

    public string? Secret { get; set; }

    public string? SecretPath { get; set; }

    public int Parts { get; set; }

    public object? Credential { get; set; }

    public IDictionary<string, string> Names { get; } = new Dictionary<string, string>();

    public IList<string> Origins { get; } = [];

    public ChecksumAlgorithm Digest { get; set; }

    public TimeSpan Pause { get; set; }

    public bool IsFast { get; set; }
}
