using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;

namespace ValetKey.Gcp.Credentials;

/// <summary>
/// Takes note of the <c>Date</c> of Google's answers to a credential that signs through IAM: it is the clock that keys are checked against. Of the
/// host that was asked first, and not of one that it redirects to.
/// </summary>
internal sealed class DateObserver(HttpMessageHandler inner, RemoteSigning signing) : DelegatingHandler(inner)
{
    /// <summary>The client above follows redirects, by sending the same request again.</summary>
    private static readonly HttpRequestOptionsKey<string> FirstAuthority = new("ValetKey.FirstAuthority");

    /// <summary>The credential with its answers observed.</summary>
    public static GoogleCredential Attach(GoogleCredential credential, RemoteSigning signing) =>
        credential.CreateWithHttpClientFactory(new Factory(signing));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(FirstAuthority, out string? authority))
        {
            request.Options.Set(FirstAuthority, authority = request.RequestUri?.Authority ?? "");
        }

        long start = signing.Time.GetTimestamp();
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // A metadata server speaks plain http and tells the machine's own time.
        if (request.RequestUri is { Scheme: "https" } url && url.Authority == authority && answer.Headers.Date is { } date)
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
