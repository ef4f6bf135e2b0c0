using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;

namespace ValetKey.Gcp.Credentials;

/// <summary>Takes note of the <c>Date</c> of Google's answers to a credential that signs through IAM: it is the clock that keys are checked against.</summary>
internal sealed class DateObserver(HttpMessageHandler inner, RemoteSigning signing) : DelegatingHandler(inner)
{
    /// <summary>The credential with its answers observed.</summary>
    public static GoogleCredential Attach(GoogleCredential credential, RemoteSigning signing) => credential.CreateWithHttpClientFactory(new Factory(signing));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long start = signing.Time.GetTimestamp();
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // A metadata server speaks plain http and tells the machine's own time.
        if (request.RequestUri?.Scheme == Uri.UriSchemeHttps && answer.Headers.Date is { } date)
        {
            signing.Clock.Observe(date, signing.Time.GetElapsedTime(start));
        }

        return answer;
    }

    private sealed class Factory(RemoteSigning signing) : HttpClientFactory
    {
        protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new DateObserver(base.CreateHandler(args), signing);
    }
}
