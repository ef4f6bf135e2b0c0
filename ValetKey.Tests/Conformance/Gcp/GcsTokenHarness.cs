using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;
using ValetKey.Testing;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Conformance.Gcp;

/// <summary>Cloud Storage without any key at hand: IAM signs, and clients get downscoped tokens too.</summary>
internal sealed class GcsTokenHarness : GcsHarness
{
    public override string Name => "Cloud Storage by IAM";

    public override IReadOnlyList<string> Secrets { get; } = [GcsTokens.OwnToken];

    public override void Register(IValetKeyBuilder builder, string name)
    {
        TokenIssuer.UseServices(builder.Services, name, Server);
        base.Register(builder, name);
    }

    public override ValueTask<HttpRequestMessage> CreateRequestAsync(IssuedKey key, KeyUse use, CancellationToken cancellationToken)
    {
        BearerToken token = (BearerToken)key;
        HttpRequestMessage request = use.Permission == Permissions.List
            ? TokenUse.List(token, use.Container, use.Name)
            : TokenUse.Object(token, MethodOf(use.Permission), use.Container, use.Name);
        if (request.Method == HttpMethod.Put)
        {
            request.Content = new ReadOnlyMemoryContent(use.Content);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", use.ContentType);
        }

        return ValueTask.FromResult(request);
    }

    protected override void Sign(GoogleCloudStorageOptions options)
    {
        options.Credential = Server is null ? null : ImpersonatedAccount.Create(Server.Endpoint);
        options.TokenServiceAccount = TestServiceAccount.Email;
    }

    private static HttpMethod MethodOf(Permissions permission) => permission switch
    {
        Permissions.Read => HttpMethod.Get,
        Permissions.ReadProperties => HttpMethod.Head,
        Permissions.Delete => HttpMethod.Delete,
        _ => HttpMethod.Put,
    };
}
