using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>A credential of Google's library that has no key of the account for which it signs, and so asks IAM.</summary>
internal static class ImpersonatedAccount
{
    /// <param name="server">Where the stand-in is, which answers in the place of Google.</param>
    public static GoogleCredential Create(Uri server) => CredentialFactory.FromJson(TestServiceAccount.Json, "service_account")
        .CreateWithHttpClientFactory(new Redirection(server))
        .Impersonate(new ImpersonatedCredential.Initializer(TestServiceAccount.Email))
        .CreateWithHttpClientFactory(new Redirection(server));

    /// <summary>Sends to the stand-in what Google's library asks of Google.</summary>
    private sealed class Redirection(Uri server) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new Handler(server);

        private sealed class Handler(Uri server) : DelegatingHandler(new SocketsHttpHandler())
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.RequestUri = new Uri(server, request.RequestUri!.PathAndQuery);
                return base.SendAsync(request, cancellationToken);
            }
        }
    }
}
