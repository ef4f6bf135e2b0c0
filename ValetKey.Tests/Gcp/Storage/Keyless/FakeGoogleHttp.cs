using System.Net;
using Google.Apis.Http;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>
/// Google's token service, metadata server and IAM Credentials API, as far as Google's library asks them; the signature is the one that the test
/// gives.
/// </summary>
internal sealed class FakeGoogleHttp(Func<string, string> sign) : HttpClientFactory
{
    public const string ComputeEmail = "runtime@valet-tests.iam.gserviceaccount.com";

    public List<string> Requests { get; } = [];

    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new Handler(this);

    private string Answer(string url, string body)
    {
        Requests.Add(url);
        return url switch
        {
            _ when url.EndsWith(":signBlob", StringComparison.Ordinal) => $"{{\"keyId\":\"1\",\"signedBlob\":\"{sign(body)}\"}}",
            _ when url.EndsWith(":generateAccessToken", StringComparison.Ordinal) =>
                "{\"accessToken\":\"impersonated\",\"expireTime\":\"2099-01-01T00:00:00Z\"}",
            _ when url.EndsWith("/email", StringComparison.Ordinal) => ComputeEmail,
            _ when url.Contains("universe-domain", StringComparison.Ordinal) => "googleapis.com",
            _ => "{\"access_token\":\"source\",\"expires_in\":3600,\"token_type\":\"Bearer\"}",
        };
    }

    private sealed class Handler(FakeGoogleHttp google) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            string answer = google.Answer(request.RequestUri!.AbsoluteUri, body);
            return new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(answer) };
        }
    }
}
