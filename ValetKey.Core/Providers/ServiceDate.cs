using System.Net.Http.Headers;

namespace ValetKey.Providers;

/// <summary>The time at a storage service, from the <c>Date</c> of its answers (RFC 9110, 6.6.1).</summary>
public static class ServiceDate
{
    /// <summary>
    /// Follows no redirect: the answer of another host would set the clock by that host. An answer that redirects bears the date of the host that
    /// gave it, and that one counts.
    /// </summary>
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = ClockMeter.Limit,
    })
    {
        Timeout = ClockMeter.Limit,
    };

    /// <summary>Sends one <c>HEAD</c> request without credentials. Its refusal bears the date as well as a success.</summary>
    /// <param name="url">A URL of the service, absolute, <c>https</c> or <c>http</c>.</param>
    /// <param name="cancellationToken">Ends the request, which ends by itself after 5 seconds.</param>
    /// <returns>The date; null where the answer has none, or comes from a cache and was made some time ago (<c>Age</c>; RFC 9111, 5.1).</returns>
    /// <exception cref="HttpRequestException">The service cannot be reached.</exception>
    public static async ValueTask<DateTimeOffset?> ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        using HttpRequestMessage request = new(HttpMethod.Head, url);
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };

        // Some stores end a body after HEAD too (RADOS Gateway, with "0"); on a connection that is used again, the next answer would begin with that.
        request.Headers.ConnectionClose = true;
        using HttpResponseMessage answer = await Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.Headers.Age > TimeSpan.Zero ? null : answer.Headers.Date;
    }
}
