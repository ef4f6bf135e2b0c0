using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Uppy;

/// <summary>Requests to the store that Uppy can send as they are; where it could not, there are none.</summary>
internal sealed class UppyRequests(KeyMaker keys, PartUploads parts)
{
    // "Forbidden request-header" of the Fetch standard: browsers say these by themselves, and let no page say them.
    private static readonly string[] SaidByBrowsers = ["Content-Length", "Host"];

    /// <summary>For an upload in one piece, by who sends headers.</summary>
    public async Task<UppyRequestDocument> OfWholeAsync(UploadRecord upload, CancellationToken cancellationToken) =>
        Of(await keys.IssueWholeAsync(upload, cancellationToken).ConfigureAwait(false), sendsHeaders: true) with { Key = upload.Id };

    /// <summary>For a part.</summary>
    /// <param name="upload">The upload.</param>
    /// <param name="number">The part's number.</param>
    /// <param name="sendsHeaders">Whether the headers that a page can set are sent along. With <c>companionEndpoint</c> they are not.</param>
    /// <param name="cancellationToken">Whether somebody still waits.</param>
    public async Task<UppyRequestDocument> OfPartAsync(UploadRecord upload, int number, bool sendsHeaders, CancellationToken cancellationToken)
    {
        if (!upload.Plan.HasParts)
        {
            throw new RefusedException(Problems.Malformed("This upload comes in one piece."));
        }

        UploadRecord begun = await parts.BeginAsync(upload, cancellationToken).ConfigureAwait(false);
        UploadEndpoints.CheckIsOpen(begun);
        SignedUrl key = await keys.IssuePartAsync(begun, number, checksum: null, cancellationToken).ConfigureAwait(false);
        if (!CanBeSent(key, sendsHeaders))
        {
            // Where the length would be a header of its own, it is verified when the parts are there.
            key = await keys.IssuePartAsync(begun, number, checksum: null, cancellationToken, bindsLength: false).ConfigureAwait(false);
        }

        return Of(key, sendsHeaders);
    }

    private static UppyRequestDocument Of(SignedUrl key, bool sendsHeaders) => CanBeSent(key, sendsHeaders)
        ? new UppyRequestDocument(key.Url, key.Headers.Where(IsSaidByPage).ToDictionary())
        : throw new RefusedException(Problems.Refused("The store's keys have headers that Uppy does not send; give it signRequest."));

    private static bool CanBeSent(SignedUrl key, bool sendsHeaders) =>
        key.Method == HttpMethod.Put && (sendsHeaders || !key.Headers.Any(IsSaidByPage));

    private static bool IsSaidByPage(KeyValuePair<string, string> header) =>
        !SaidByBrowsers.Contains(header.Key, StringComparer.OrdinalIgnoreCase);
}
