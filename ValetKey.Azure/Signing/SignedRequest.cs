using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// The headers and query parameters by which an upload's constraints are bound ("signed request headers", <c>srh</c> and <c>srq</c>).
/// </summary>
/// <remarks>
/// <c>x-ms-blob-content-type</c> is what Azure stores when both it and <c>Content-Type</c> are sent, so that one is signed. The blob's type is signed
/// too: it keeps an upload from being a copy, which would bring the source's own type along.
/// </remarks>
internal readonly record struct SignedRequest(OrderedDictionary<string, string>? Headers, OrderedDictionary<string, string>? Query)
{
    private static readonly OrderedDictionary<string, string> AppendBlock = new() { ["comp"] = "appendblock" };

    /// <exception cref="ValetKeyException">The constraints cannot be bound.</exception>
    public static SignedRequest Of(KeyGrant grant, string blobType)
    {
        KeyConstraints constraints = grant.Constraints;
        if (constraints.ContentType is null && constraints.ContentLength is null && constraints.Checksum is null)
        {
            return default;
        }

        if (constraints.ContentLength is { Minimum: 0 })
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                "Azure cannot bind an upload to no bytes at all: a copy of another blob has an empty body too. Ask for at least one byte.");
        }

        if (constraints.Checksum is not null && constraints.ContentLength is null)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported,
                "Azure would look at a checksum's header, but not at the content of a blob that is copied in the upload's place. "
                + $"Bind the length too ({nameof(LengthRange)}.{nameof(LengthRange.Exactly)}): a copy has an empty body.");
        }

        OrderedDictionary<string, string> headers = [];
        if (constraints.ContentLength is { } length)
        {
            headers.Add("content-length", length.Minimum.ToString(CultureInfo.InvariantCulture));
        }

        if (constraints.Checksum is { } checksum)
        {
            headers.Add("content-md5", checksum.ToBase64());
        }

        if (grant.Permissions == Permissions.Append)
        {
            return new SignedRequest(headers, AppendBlock);
        }

        if (grant.Permissions == Permissions.Create)
        {
            headers.Add("if-none-match", "*");
        }

        if (constraints.ContentType is { } type)
        {
            headers.Add("x-ms-blob-content-type", type);
        }

        headers.Add(AzureOperations.BlobType, blobType);
        return new SignedRequest(headers, null);
    }
}
