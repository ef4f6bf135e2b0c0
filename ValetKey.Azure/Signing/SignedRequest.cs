using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// The headers and query parameters by which an upload is bound ("signed request headers", <c>srh</c> and <c>srq</c>).
/// </summary>
/// <remarks>
/// <para>
/// <c>x-ms-blob-content-type</c> is what Azure stores when both it and <c>Content-Type</c> are sent, so that one is signed. The blob's type is signed
/// too: it keeps an upload from being a copy, which would bring the source's own type along.
/// </para>
/// <para>
/// The permission to create also opens "Snapshot Blob", which has no parameter in common with an upload that could be signed. But it keeps to
/// conditional headers: with <c>If-None-Match: *</c> it wants a blob that is not there. So a key that only creates signs that one, whatever else is
/// asked for ("Specifying conditional headers for Blob service operations").
/// </para>
/// </remarks>
/// <param name="Headers">The headers; null where none is bound.</param>
/// <param name="Query">The parameters; null where none is bound.</param>
internal readonly record struct SignedRequest(UploadHeaders? Headers, BoundParts? Query)
{
    /// <summary>"Put Blob", from version 2019-12-12 on; requests are signed from 2026-04-06 on.</summary>
    private const long LargestBlob = 5000L * 1024 * 1024;

    /// <summary>"Append Block", from version 2022-11-02 on.</summary>
    private const long LargestBlock = 100L * 1024 * 1024;

    private static readonly FixedParts AppendBlock = new(KeyValuePair.Create("comp", "appendblock"));

    private static readonly UploadHeaders NewBlock = OfNew(AzureOperations.BlockBlob);

    private static readonly UploadHeaders NewAppend = OfNew(AzureOperations.AppendBlob);

    /// <exception cref="ValetKeyException">The constraints cannot be bound.</exception>
    public static SignedRequest Of(KeyGrant grant, bool isAppendBlob, bool signsRequests)
    {
        KeyConstraints constraints = grant.Constraints;
        if (constraints.ContentType is null && constraints.ContentLength is null && constraints.Checksum is null)
        {
            return signsRequests && grant.Permissions == Permissions.Create
                ? new SignedRequest(isAppendBlob ? NewAppend : NewBlock, null)
                : default;
        }

        CheckLength(grant);
        UploadHeaders.Kinds bound = (constraints.ContentLength is null ? 0 : UploadHeaders.Kinds.Length)
            | (constraints.Checksum is null ? 0 : UploadHeaders.Kinds.Md5);
        if (grant.Permissions == Permissions.Append)
        {
            return new SignedRequest(new UploadHeaders(constraints, "", bound), AppendBlock);
        }

        bound |= UploadHeaders.Kinds.BlobType
            | (grant.Permissions == Permissions.Create ? UploadHeaders.Kinds.NoOverwrite : 0)
            | (constraints.ContentType is null ? 0 : UploadHeaders.Kinds.ContentType);
        return new SignedRequest(
            new UploadHeaders(constraints, isAppendBlob ? AzureOperations.AppendBlob : AzureOperations.BlockBlob, bound), null);
    }

    private static UploadHeaders OfNew(string blobType) =>
        new(KeyConstraints.None, blobType, UploadHeaders.Kinds.NoOverwrite | UploadHeaders.Kinds.BlobType);

    private static void CheckLength(KeyGrant grant)
    {
        if (grant.Constraints.ContentLength is not { Minimum: var length })
        {
            if (grant.Constraints.Checksum is not null)
            {
                throw Fault(
                    "Azure would look at a checksum's header, but not at the content of a blob that is copied in the upload's place. "
                    + $"Bind the length too ({nameof(LengthRange)}.{nameof(LengthRange.Exactly)}): a copy has an empty body.");
            }

            return;
        }

        if (length == 0)
        {
            throw Fault("Azure cannot bind an upload to no bytes at all: a copy of another blob has an empty body too. Ask for at least one byte.");
        }

        if (grant.Permissions == Permissions.Append && length > LargestBlock)
        {
            throw Fault($"Azure takes up to {LargestBlock} bytes (100 MiB) in one Append Block, and {length} were asked for. Append in parts.");
        }

        if (length > LargestBlob)
        {
            throw Fault(
                $"Azure takes up to {LargestBlob} bytes (5,000 MiB) in one Put Blob, and {length} were asked for. A larger blob is uploaded in "
                + $"blocks, which {nameof(Permissions)}.{nameof(Permissions.Write)} opens, and whose length as a whole nothing binds.");
        }
    }

    private static ValetKeyException Fault(string message) => new(ValetKeyErrorReason.Unsupported, message);
}
