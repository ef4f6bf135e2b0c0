using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Conformance.Gcp;

/// <summary>The stand-in for Cloud Storage with two buckets. Who signs is for the derived class to say.</summary>
internal abstract class GcsHarness : SignerHarness
{
    public override ConformanceProof Service { get; } = new(ConformanceProofKind.StandIn, "GcsServer, proven on Google's vectors");

    public override SignerCapabilities Capabilities
    {
        get
        {
            GoogleCloudStorageOptions options = new() { UseResponseOverrides = true };
            Sign(options);
            return GcsCapabilities.Create(options);
        }
    }

    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd { get; } =
    [
        new("x-goog-copy-source", "/others/secret"),
        new("x-goog-acl", "public-read"),
        new("x-goog-meta-added", "yes"),
        new("x-goog-storage-class", "ARCHIVE"),
        new("x-goog-if-generation-match", "1"),
        new("x-goog-resumable", "start"),
        new("x-goog-encryption-kms-key-name", "projects/p/locations/l/keyRings/r/cryptoKeys/k"),
        new("x-goog-custom-time", "2026-01-01T00:00:00Z"),
        new("x-amz-acl", "public-read"),
        new("x-amz-copy-source", "/others/secret"),
    ];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
    [
        new("acl", ""), new("versions", ""), new("tagging", ""), new("uploads", ""), new("compose", ""), new("cors", ""), new("encryption", ""),
        new("generation", "1"), new("prefix", "other/"), new("userProject", "others"), new("response-content-type", "text/html"),
        new("response-content-disposition", "inline"), new("upload_id", "1"),
    ];

    public override HttpClient Client => Server.Client;

    public override string Container { get; } = "valetkey-mine";

    public override string OtherContainer { get; } = "valetkey-others";

    protected GcsServer Server { get; private set; } = null!;

    public override async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        Server = await GcsServer.StartAsync();
        Server.Service.Accounts.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        Server.Service.Tokens.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        Server.Service.Accounts.AddHmacKey(GcsIssuer.AccessId, GcsIssuer.Secret);
        Server.Store.CreateBucket(Container);
        Server.Store.CreateBucket(OtherContainer);
    }

    public override bool HasOperations => true;

    public override void Register(IValetKeyBuilder builder, string name) => OwnService.Register(builder, name, Server, options =>
    {
        options.ServiceUrl = Server.TlsEndpoint;
        options.UseResponseOverrides = true;
        Sign(options);
    });

    public override ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        Dictionary<string, string> headers = new() { ["content-type"] = stored.ContentType ?? "application/octet-stream" };
        return ValueTask.FromResult<string?>($"{Server.Store.Put(container, name, stored.Content.ToArray(), headers).Generation}");
    }

    public override ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken)
    {
        Server.Store.Delete(container, name, generation: null);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Server.Store.Find(container, name) is { } found ? new StoredObject(found.Content) : null);

    public override ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(Server.Store.List(container, prefix));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }
    }

    /// <summary>The settings of who signs. Called before the server is there, too, to know what is declared.</summary>
    protected abstract void Sign(GoogleCloudStorageOptions options);
}
