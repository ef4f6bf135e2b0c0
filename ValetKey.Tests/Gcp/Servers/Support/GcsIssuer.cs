using Google.Cloud.Storage.V1;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>An issuer for the stand-in, registered as an application registers it. Unless told otherwise a service account's key signs.</summary>
internal sealed class GcsIssuer : IAsyncDisposable
{
    public const string Name = "gcs";
    public const string AccessId = "GOOG1EVALETKEYTESTS";
    public const string Secret = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";

    private readonly ServiceProvider _services;

    private GcsIssuer(ServiceProvider services) => _services = services;

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public IServiceProvider Services => _services;

    public static GcsIssuer Create(
        GcsServer server,
        Action<GoogleCloudStorageOptions>? configure = null,
        Action<ValetKeyOptions>? rules = null,
        Action<IServiceCollection>? prepare = null)
    {
        ServiceCollection services = new();
        prepare?.Invoke(services);
        services.AddValetKey(options => rules?.Invoke(options)).AddGoogleCloudStorage(Name, options =>
        {
            options.ServiceUrl = server.TlsEndpoint;
            options.CredentialJson = TestServiceAccount.Json;
            configure?.Invoke(options);
        });
        return new GcsIssuer(services.BuildServiceProvider());
    }

    public static GcsIssuer WithHmac(GcsServer server, Action<ValetKeyOptions>? rules = null, string secret = Secret) => Create(
        server,
        options =>
        {
            options.CredentialJson = null;
            options.HmacKey = new GcsHmacKey(AccessId, secret);
        },
        rules);

    public static GcsIssuer WithUrlSigner(GcsServer server, Action<ValetKeyOptions>? rules = null) => Create(
        server,
        options =>
        {
            options.CredentialJson = null;
            options.UrlSigner = UrlSigner.FromCredential(TestServiceAccount.Credential);
        },
        rules);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
