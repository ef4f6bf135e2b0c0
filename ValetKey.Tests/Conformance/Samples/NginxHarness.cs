using Microsoft.Extensions.DependencyInjection;
using NginxSecureLink;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Samples;

/// <summary>The sample's signer at a real nginx.</summary>
internal sealed class NginxHarness : SignerHarness
{
    private NginxServer _nginx = null!;

    public override string Name => "nginx (sample)";

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.RealServer, "nginx 1.22.1 with the sample's configuration");

    public override SignerCapabilities Capabilities { get; } =
        new SecureLinkSigner(new SecureLinkOptions { Endpoint = new Uri("https://files.example") }).Capabilities;

    /// <summary>Those by which nginx answers a GET otherwise; it knows none that opens more.</summary>
    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd { get; } =
        [new("Destination", "/others/secret"), new("X-Accel-Redirect", "/others/secret"), new("X-HTTP-Method-Override", "DELETE")];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
        [new("md5", "any"), new("secure_link_expires", "9999999999")];

    public override HttpClient Client => _nginx.Client;

    public override string Container { get; } = NginxServer.CreateContainer();

    public override string OtherContainer { get; } = NginxServer.CreateContainer();

    public override IReadOnlyList<string> Secrets => [_nginx.Secret];

    public override IReadOnlyList<KnownGap> Gaps { get; } =
    [
        new()
        {
            Probe = "other host",
            Reason = "nginx has one server here, whatever host it is called by, and the path is signed.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the cases of other paths"),
        },
        new()
        {
            Probe = "parameter * doubled behind",
            Reason = "Of a doubled parameter nginx reads the first: that is the one which was signed, so the key opens what it opens anyhow.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the same parameters doubled before, which is refused"),
        },
        new()
        {
            Probe = "parameter * in other case",
            Reason = "nginx does not tell the case of a parameter's name; its value is the one that was signed.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.Documents, "ngx_http_core_module, $arg_name"),
        },
        new()
        {
            Probe = "name * of 99? bytes",
            Reason = "The objects are files, and no part of a file's path has more than 255 bytes; so nothing can lie there that a key would open.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the names of 200 and of 909 bytes, which are folders and files"),
        },
    ];

    public override async ValueTask StartAsync(CancellationToken cancellationToken) => _nginx = await NginxServer.RequireAsync();

    public override void Register(IValetKeyBuilder builder, string name) =>
        builder.AddSecureLink(name, options => (options.Endpoint, options.Secret) = (_nginx.Endpoint, _nginx.Secret));

    public override async ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        try
        {
            await _nginx.PutAsync(container, name, stored.Content.ToArray());
            return null;
        }
        catch (PathTooLongException fault)
        {
            throw new NotSupportedException($"No file can have the name '{name}'.", fault);
        }
    }

    public override ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        _nginx.Delete(container, name);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        await _nginx.FindAsync(container, name) is { } content ? new StoredObject(content) : null;

    public override ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. _nginx.List(container).Where(name => name.StartsWith(prefix, StringComparison.Ordinal))]);
}
