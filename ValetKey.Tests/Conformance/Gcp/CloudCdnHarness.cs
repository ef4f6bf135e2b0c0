using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp.CloudCdn;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Gcp.CloudCdn.Support;
using ValetKey.Tests.Servers.CloudCdn;

namespace ValetKey.Tests.Conformance.Gcp;

/// <summary>The stand-in for Cloud CDN.</summary>
internal sealed class CloudCdnHarness : SignerHarness
{
    private CloudCdnServer _server = null!;

    public override string Name => "Cloud CDN";

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.StandIn, "CloudCdnServer, made from Google's documents");

    public override SignerCapabilities Capabilities => CloudCdnCapabilities.Instance;

    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd { get; } =
        [new("X-HTTP-Method-Override", "DELETE"), new("X-Original-URL", "/others/secret"), new("X-Forwarded-Host", "others.localhost")];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
        [new("acl", ""), new("generation", "1"), new("list-type", "2"), new("URLPrefix", "aHR0cHM6Ly8="), new("Expires", "9999999999")];

    public override HttpClient Client => _server.Client;

    public override string Container => "mine";

    public override string OtherContainer => "others";

    public override IReadOnlyList<string> Secrets { get; } = [TestBalancer.KeyText];

    public override async ValueTask StartAsync(CancellationToken cancellationToken) =>
        _server = await CloudCdnServer.StartAsync(new CloudCdnEdge(TestBalancer.KeyName, TestBalancer.Key));

    public override void Register(IValetKeyBuilder builder, string name) => builder.AddCloudCdn(name, options =>
    {
        options.BaseUrl = CloudCdnServer.Url;
        options.KeyName = TestBalancer.KeyName;
        options.Key = TestBalancer.KeyText;
    });

    public override ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        _server.Objects[$"{container}/{name}"] = stored.Content.ToArray();
        return ValueTask.FromResult<string?>(null);
    }

    public override ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_server.Objects.TryGetValue($"{container}/{name}", out byte[]? content) ? new StoredObject(content) : null);

    public override ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
        [
            .. _server.Objects.Keys.Where(key => key.StartsWith($"{container}/{prefix}", StringComparison.Ordinal))
                .Select(key => key[(container.Length + 1)..]),
        ]);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
