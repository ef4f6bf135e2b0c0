using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Service;

/// <summary>The conditions that a client puts on changing an object (RFC 9110, 13.1). One that cannot be read is a fault, not no condition.</summary>
internal static class RequestConditions
{
    public static bool TryRead(HttpRequest request, out Func<ObjectInfo?, bool>? condition)
    {
        condition = null;
        if (!TryReadTags(request.Headers.IfMatch, out IReadOnlyList<string>? match)
            || !TryReadTags(request.Headers.IfNoneMatch, out IReadOnlyList<string>? noneMatch)
            || !TryReadDate(request.Headers.IfUnmodifiedSince, out DateTimeOffset? unmodifiedSince))
        {
            return false;
        }

        List<Func<ObjectInfo?, bool>> conditions = [];
        if (match is not null)
        {
            conditions.Add(Preconditions.IfMatch(match));
        }
        else if (unmodifiedSince is { } date)
        {
            conditions.Add(current => current is not null && current.LastModified <= date);
        }

        if (noneMatch is not null)
        {
            conditions.Add(Preconditions.IfNoneMatch(noneMatch));
        }

        condition = conditions.Count == 0 ? null : current => conditions.TrueForAll(holds => holds(current));
        return true;
    }

    private static bool TryReadTags(StringValues header, out IReadOnlyList<string>? tags)
    {
        bool isRead = EntityTagHeaderValue.TryParseStrictList([.. header!], out IList<EntityTagHeaderValue>? parsed) && parsed.Count > 0;
        tags = isRead ? [.. parsed!.Select(tag => tag.ToString())] : null;
        return isRead || header.Count == 0;
    }

    private static bool TryReadDate(StringValues header, out DateTimeOffset? date)
    {
        bool isRead = HeaderUtilities.TryParseDate(header.ToString(), out DateTimeOffset parsed);
        date = isRead ? parsed : null;
        return isRead || header.Count == 0;
    }
}
