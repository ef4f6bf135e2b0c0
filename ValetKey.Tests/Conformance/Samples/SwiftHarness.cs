using Microsoft.Extensions.DependencyInjection;
using OpenStackSwift;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Samples;

/// <summary>The sample's signer at a real Swift.</summary>
internal sealed class SwiftHarness : SignerHarness
{
    private SwiftServer _swift = null!;
    private string _container = null!;
    private string _otherContainer = null!;

    public override string Name => "Swift (sample)";

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.RealServer, "OpenStack Swift 2.30.1");

    public override SignerCapabilities Capabilities { get; } =
        new SwiftSigner(new SwiftOptions { Endpoint = new Uri("https://swift.example"), Secret = "any" }).Capabilities;

    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd =>
    [
        new("X-Copy-From", $"/{OtherContainer}/secret"),
        new("X-Object-Manifest", $"{OtherContainer}/secret"),
        new("X-Symlink-Target", $"{OtherContainer}/secret"),
        new("X-Delete-After", "60"),
        new("X-Object-Meta-Added", "yes"),
        new("X-Static-Large-Object", "true"),
        new("X-Container-Read", ".r:*"),
    ];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
    [
        new("multipart-manifest", "put"), new("multipart-manifest", "delete"), new("symlink", "get"), new("format", "json"), new("filename", "other"),
        new("temp_url_prefix", ""),
    ];

    public override HttpClient Client => _swift.Client;

    public override string Container => _container;

    public override string OtherContainer => _otherContainer;

    public override IReadOnlyList<string> Secrets => [_swift.Secret];

    public override IReadOnlyList<KnownGap> Gaps => SwiftGaps.All;

    public override async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _swift = await SwiftServer.RequireAsync();
        _container = await _swift.CreateContainerAsync();
        _otherContainer = await _swift.CreateContainerAsync();
        await _swift.PutAsync(_otherContainer, "secret", "a secret"u8.ToArray());
    }

    public override void Register(IValetKeyBuilder builder, string name) => builder.AddSwift(name, options =>
    {
        options.Endpoint = _swift.Endpoint;
        options.Account = SwiftServer.Account;
        options.Secret = _swift.Secret;
    });

    public override async ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        await _swift.PutAsync(container, name, stored.Content.ToArray());
        return null;
    }

    public override async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        if (await _swift.FindAsync(container, name) is not null)
        {
            await _swift.DeleteAsync(container, name);
        }
    }

    public override async ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        await _swift.FindAsync(container, name) is { } content ? new StoredObject(content) : null;

    public override async ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        await _swift.ListAsync(container, prefix);
}
