using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ValetKey.Aws.Operations;

/// <summary>Writes an object as its content comes, by a URL that the application's client signs.</summary>
/// <remarks>
/// The SDK itself sends what it cannot read twice in chunks of its own (<c>aws-chunked</c>), which Ceph's gateway 16 takes for the object's
/// <c>Content-Encoding</c>; and it waits for leave to send, also where that is too little to be held back: then the gateway, if it has refused, takes
/// it for the next request.
/// </remarks>
internal sealed class S3Writer(S3Store store)
{
    private const int Short = 1024; // As much HttpClient sends even after a refusal.

    private static readonly TimeSpan TimeToBegin = TimeSpan.FromMinutes(15);

    private static readonly HttpClient Shared = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <returns>The object's tag.</returns>
    /// <exception cref="ValetKeyException">It was not written; the cause is as the SDK would throw it.</exception>
    public async Task<string> WriteAsync(S3Copy copy, Stream content, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> headers = [.. copy.Properties.ToHeaders()];
        if (!copy.Overwrite)
        {
            headers.Add(new("If-None-Match", "*"));
        }

        PutObjectResponse written = await store.CallAsync(
            S3Call.Write, copy.Place.Bucket, (s3, token) => PutAsync(s3, copy, headers, content, token), cancellationToken).ConfigureAwait(false);
        return S3Faults.Whole(written.ETag, S3Call.Write, copy.Place.Bucket);
    }

    private async Task<PutObjectResponse> PutAsync(
        IAmazonS3 s3, S3Copy copy, List<KeyValuePair<string, string>> headers, Stream content, CancellationToken cancellationToken)
    {
        GetPreSignedUrlRequest url = new()
        {
            BucketName = copy.Place.Bucket,
            Key = copy.Place.Name,
            Verb = HttpVerb.PUT,
            Protocol = store.IsHttps ? Protocol.HTTPS : Protocol.HTTP,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime + TimeToBegin, // By the clock that the SDK signs with.
        };
        using HttpRequestMessage request = new(HttpMethod.Put, default(Uri)) { Content = new StreamContent(content) };
        request.Content.Headers.ContentLength = copy.Staged.Length;
        request.Headers.ExpectContinue = copy.Staged.Length > Short;
        foreach ((string name, string value) in headers)
        {
            url.Headers[name] = value;
            _ = request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        request.RequestUri = new Uri(await s3.GetPreSignedURLAsync(url).ConfigureAwait(false));
        HttpClient http = (s3.Config as ClientConfig)?.HttpClientFactory?.CreateHttpClient(s3.Config) ?? Shared;
        using HttpResponseMessage answer = await http.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccessStatusCode
            ? new PutObjectResponse { ETag = answer.Headers.ETag?.ToString() }
            : throw await FaultOfAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<AmazonS3Exception> FaultOfAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        string? code = null;
        try
        {
            Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            code = (await XElement.LoadAsync(body, LoadOptions.None, cancellationToken).ConfigureAwait(false)).Element("Code")?.Value;
        }
        catch (Exception fault) when (fault is XmlException or HttpRequestException or IOException)
        {
        }

        string message = string.Create(CultureInfo.InvariantCulture, $"The store answered {(int)answer.StatusCode}.");
        return new AmazonS3Exception(message, ErrorType.Unknown, code, requestId: null, answer.StatusCode);
    }
}
