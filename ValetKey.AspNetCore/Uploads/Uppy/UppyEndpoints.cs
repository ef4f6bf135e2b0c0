using System.Globalization;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Uppy;

/// <summary>
/// What Uppy's <c>companionEndpoint</c> asks for (@uppy/aws-s3 6, CompanionS3), by the uploads that are there. Its uploadId is the upload's id, and
/// whoever asks must be signed in as its user, as Uppy sends no ticket.
/// </summary>
internal sealed class UppyEndpoints(
    UploadSite site, Offers offers, PartUploads parts, KeyMaker keys, Staging staging, Settlement settlement, UploadEndpoints uploads)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // What browsers say by themselves. Uppy sends no other header of a key.
    private static readonly string[] SaidByBrowsers = ["Content-Length", "Host"];

    /// <summary><c>GET s3/params</c>: a form for a file in one piece.</summary>
    public async Task FormAsync(HttpContext context, string? subject)
    {
        if (!keys.HasForms)
        {
            throw new RefusedException(Problems.Refused("The store has no forms; set shouldUseMultipart: true."));
        }

        UploadRecord upload = await offers.AcceptAsync(UppyFiles.Read(context.Request.Query), subject, context, _ => 0).ConfigureAwait(false);
        SignedForm form = await OrAbandonAsync(upload, keys.IssueFormAsync(upload, context.RequestAborted)).ConfigureAwait(false);
        await Bodies.WriteAsync(
            context, StatusCodes.Status200OK, new UppyFormDocument("POST", form.Url, form.Fields), UppyJson.Default.UppyFormDocument)
            .ConfigureAwait(false);
    }

    /// <summary><c>POST s3/multipart</c>: an upload in parts, which Uppy itself divides.</summary>
    public async Task CreateAsync(HttpContext context, string? subject, long? partLength)
    {
        UppyFileDocument file = await Bodies.ReadAsync(context, UppyJson.Default.UppyFileDocument).ConfigureAwait(false);
        UploadRecord upload = await offers.AcceptAsync(
            UppyFiles.Read(file), subject, context, length => UppyFiles.PartLengthOf(length, partLength, site.Operations.PartLimits))
            .ConfigureAwait(false);
        await OrAbandonAsync(upload, UrlOfPartAsync(upload, 1, context.RequestAborted)).ConfigureAwait(false);
        await Bodies.WriteAsync(
            context, StatusCodes.Status200OK, new UppyUploadDocument(upload.Id, upload.Id), UppyJson.Default.UppyUploadDocument)
            .ConfigureAwait(false);
    }

    /// <summary><c>GET s3/multipart/{id}/{number}</c>: where a part goes.</summary>
    public async Task PartAsync(HttpContext context, UploadRecord upload)
    {
        int count = upload.Plan.PartCountOf(upload.Length);
        string? asked = (string?)context.Request.RouteValues["number"];
        if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || number > count)
        {
            throw new RefusedException(Problems.Malformed($"The numbers of this upload's parts are 1 to {count}."));
        }

        string url = await UrlOfPartAsync(upload, number, context.RequestAborted).ConfigureAwait(false);
        await Bodies.WriteAsync(context, StatusCodes.Status200OK, new UppyUrlDocument(url), UppyJson.Default.UppyUrlDocument).ConfigureAwait(false);
    }

    /// <summary><c>GET s3/multipart/{id}</c>: the parts that are there as they should be; the others Uppy sends again.</summary>
    public async Task ListAsync(HttpContext context, UploadRecord upload)
    {
        IReadOnlyList<UploadedPart> listed = upload.IsSettled ? [] : await staging.ListAsync(upload, context.RequestAborted).ConfigureAwait(false);
        HashSet<int> missing = [.. Staging.MissingOf(upload, listed)];
        IReadOnlyList<UppyPartDocument> there =
            [.. listed.Where(part => !missing.Contains(part.Number)).Select(part => new UppyPartDocument(part.Number, part.Length, part.Revision))];
        await Bodies.WriteAsync(context, StatusCodes.Status200OK, there, UppyJson.Default.IReadOnlyListUppyPartDocument).ConfigureAwait(false);
    }

    /// <summary>
    /// <c>POST s3/multipart/{id}/complete</c>. What the body says of parts is not asked for: the store knows. Uppy takes every answer below 300 for
    /// the end, so this one waits for it.
    /// </summary>
    public async Task CompleteAsync(HttpContext context, UploadRecord upload)
    {
        UploadRecord after = await uploads.SettleAsync(upload, context.RequestAborted).ConfigureAwait(false);
        while (after.State == UploadState.Verifying)
        {
            await Task.Delay(Pause, site.Time, context.RequestAborted).ConfigureAwait(false);
            after = await uploads.SettleAsync(after, context.RequestAborted).ConfigureAwait(false);
        }

        await Bodies.WriteAsync(
            context, StatusCodes.Status200OK, new UppyDoneDocument(after.Id, after.Reference), UppyJson.Default.UppyDoneDocument)
            .ConfigureAwait(false);
    }

    private async Task<string> UrlOfPartAsync(UploadRecord upload, int number, CancellationToken cancellationToken)
    {
        if (!upload.Plan.HasParts)
        {
            throw new RefusedException(Problems.Malformed("This upload comes in one piece."));
        }

        UploadRecord begun = await parts.BeginAsync(upload, cancellationToken).ConfigureAwait(false);
        UploadEndpoints.CheckIsOpen(begun);
        SignedUrl key = await keys.IssuePartAsync(begun, number, checksum: null, cancellationToken).ConfigureAwait(false);
        if (!IsForUppy(key))
        {
            // Where the length would be a header of its own, it is verified when the parts are there.
            key = await keys.IssuePartAsync(begun, number, checksum: null, cancellationToken, bindsLength: false).ConfigureAwait(false);
        }

        return IsForUppy(key)
            ? key.Url
            : throw new RefusedException(Problems.Refused("The store's keys have headers that Uppy does not send; give it signRequest."));
    }

    private static bool IsForUppy(SignedUrl key) =>
        key.Method == HttpMethod.Put && key.Headers.Keys.All(name => SaidByBrowsers.Contains(name, StringComparer.OrdinalIgnoreCase));

    private async Task<T> OrAbandonAsync<T>(UploadRecord upload, Task<T> issuing)
    {
        try
        {
            return await issuing.ConfigureAwait(false);
        }
        catch
        {
            await settlement.AbandonAsync(upload.Id, "No key could be issued for it.", CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }
}
