using System.Net;
using System.Net.Http.Headers;

namespace ValetKey.Client.Downloads;

/// <summary>An object as an answer describes it, so that one content is told from another.</summary>
/// <param name="Length">How long all of it is; null if that is not said.</param>
/// <param name="ETag">Its entity tag.</param>
/// <param name="LastModified">When it was written.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="HasRanges">Whether the store gives ranges of it.</param>
internal sealed record RemoteObject(long? Length, string? ETag, DateTimeOffset? LastModified, string? ContentType, bool HasRanges)
{
    /// <summary>Whether it can be told from another content at all.</summary>
    public bool IsTold => ETag is not null || LastModified is not null;

    public static RemoteObject Of(HttpResponseMessage answer)
    {
        HttpContentHeaders headers = answer.Content.Headers;
        bool isRange = answer.StatusCode == HttpStatusCode.PartialContent;
        return new RemoteObject(
            isRange ? headers.ContentRange?.Length : headers.ContentLength,
            answer.Headers.ETag?.ToString(),
            headers.LastModified,
            headers.ContentType?.ToString(),
            isRange);
    }

    public bool IsSame(RemoteObject other) => Length == other.Length && ETag == other.ETag && LastModified == other.LastModified;

    /// <summary>Asks for this content and no other.</summary>
    public void Demand(HttpRequestHeaders headers)
    {
        // A weak tag matches nothing here (RFC 9110, 13.1.1); then the answers are compared.
        if (ETag is not null && EntityTagHeaderValue.TryParse(ETag, out EntityTagHeaderValue? tag) && !tag.IsWeak)
        {
            headers.IfMatch.Add(tag);
        }
    }

    public DownloadedObject ToResult(long length) => new(length) { ETag = ETag, ContentType = ContentType };
}
