using ValetKey.Client.Application;
using ValetKey.Client.Content;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Uploads;

/// <summary>A part that is to be sent: its content, its checksum and its key.</summary>
internal sealed class PartJob(PartRequestDocument request, ContentPart content, ChecksumDocument? checksum) : IDisposable
{
    public int Number => Request.Number;

    public PartRequestDocument Request { get; } = request;

    public ContentPart Content { get; } = content;

    public WantedPartDocument Wanted => new(Number, checksum);

    public static StorageRequest RequestOf(PartRequestDocument document) => new(document.Method, document.Url, document.Headers);

    public void Dispose() => Content.Dispose();
}
