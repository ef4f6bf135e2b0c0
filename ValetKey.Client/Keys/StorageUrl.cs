using ValetKey.Client.Keys;
using ValetKey.Client.Transfer;

namespace ValetKey.Client;

/// <summary>One complete HTTP request that the store accepts as it is.</summary>
public sealed class StorageUrl : StorageKey
{
    internal StorageUrl(KeyDocument document)
        : base(document)
    {
        Where = RequireUrl(document.Url, "url");
        Request = new StorageRequest(Require(document.Method, "method"), document.Url!, document.Headers ?? NoHeaders);
        MessageFormat = document.MessageFormat;
    }

    /// <summary>The HTTP method; no other works.</summary>
    public HttpMethod Method => new(Request.Method);

    /// <summary>The URL, with its secret.</summary>
    public Uri ToUri() => Where;

    internal StorageRequest Request { get; }

    /// <summary>How a message is written, where the key sends one; null where the body is the message itself.</summary>
    internal MessageFormatDocument? MessageFormat { get; }

    private protected override Uri Where { get; }

    /// <summary>The request, for whoever sends it himself.</summary>
    /// <param name="content">The body, if it has one; the key's headers are added to it, each once.</param>
    /// <exception cref="TransferException">The body has another length than the key is for.</exception>
    public HttpRequestMessage CreateRequest(HttpContent? content = null) => Request.Create(content, KeyAge.Only);

    /// <summary>Uploads what is left of a stream, in one request. Where the stream can seek, what failed for now is tried again.</summary>
    /// <param name="http">The client to send with. It should bear no credentials and have no timeout.</param>
    /// <param name="content">The stream, which is not closed. One that does not know its length is read until the length that the key is for.</param>
    /// <param name="progress">Told as bytes go through.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The store refused, or no answer came.</exception>
    /// <exception cref="ArgumentException">The stream's length is not known, also not by the key.</exception>
    public Task UploadAsync(
        HttpClient http, Stream content, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        KeyTransfers.UploadAsync(http, Request, content, progress, cancellationToken);

    /// <summary>Downloads all of the object. What was cut off goes on where it broke off, if the object is still the same.</summary>
    /// <param name="http">The client to send with. It should bear no credentials and have no timeout.</param>
    /// <param name="target">Where the bytes go, from where it stands.</param>
    /// <param name="progress">Told as bytes come.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The store refused, no answer came, or the object has changed meanwhile.</exception>
    public Task<DownloadedObject> DownloadToAsync(
        HttpClient http, Stream target, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default) =>
        KeyTransfers.DownloadAsync(http, Request, target, progress, cancellationToken);
}
