using ValetKey.Providers;

namespace ValetKey.Tests.Core.Support;

/// <summary>
/// Signs whatever it is granted, and remembers the grants. <see cref="Make"/> can be made to break the contract, and <see cref="ReadDate"/> to know
/// the service's time.
/// </summary>
internal sealed class TestSigner(SignerCapabilities capabilities) : IKeySigner, IServiceDateSource
{
    private readonly Lock _lock = new();

    public SignerCapabilities Capabilities { get; } = capabilities;

    public Func<KeyGrant, CancellationToken, ValueTask<IssuedKey>> Make { get; set; } = (grant, _) => ValueTask.FromResult(TestKeys.Of(grant));

    public Func<CancellationToken, ValueTask<DateTimeOffset?>> ReadDate { get; set; } = _ => ValueTask.FromResult<DateTimeOffset?>(null);

    public List<KeyGrant> Grants { get; } = [];

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Grants.Add(grant);
        }

        return Make(grant, cancellationToken);
    }

    public ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken) => ReadDate(cancellationToken);
}
