using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Uppy;

/// <summary>
/// What Uppy asks for (@uppy/aws-s3 6), by the uploads that are there: with <c>companionEndpoint</c> (CompanionS3) in JSON, and with
/// <c>signRequest</c> (S3mini) in S3's XML, for who accepts that. Its uploadId is the upload's id, and whoever asks must be signed in as its user, as
/// Uppy sends no ticket.
/// </summary>
internal sealed class UppyEndpoints(
    UploadSite site, Offers offers, KeyMaker keys, UppyRequests requests, Staging staging, Settlement settlement, UploadEndpoints uploads)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary><c>GET s3/params</c>: a form for a file in one piece.</summary>
    public async Task FormAsync(HttpContext context, string? subject)
    {
        if (!keys.HasForms)
        {
            throw new RefusedException(Problems.Refused("The store has no forms; set shouldUseMultipart: true."));
        }

        UploadRecord upload = await AcceptAsync(context, subject).ConfigureAwait(false);
        await WriteFormAsync(context, upload).ConfigureAwait(false);
    }

    /// <summary><c>GET s3/params/request</c>: the same for who sends headers, so that a store without forms will do.</summary>
    public async Task WholeAsync(HttpContext context, string? subject)
    {
        UploadRecord upload = await AcceptAsync(context, subject).ConfigureAwait(false);
        if (keys.HasForms)
        {
            await WriteFormAsync(context, upload).ConfigureAwait(false);
            return;
        }

        UppyRequestDocument request = await OrAbandonAsync(upload, requests.OfWholeAsync(upload, context.RequestAborted)).ConfigureAwait(false);
        await WriteAsync(context, request, UppyJson.Default.UppyRequestDocument).ConfigureAwait(false);
    }

    /// <summary><c>POST s3/multipart</c>: an upload in parts, which Uppy itself divides. By <c>signRequest</c> it has no body.</summary>
    public async Task CreateAsync(HttpContext context, string? subject, long? partLength)
    {
        bool sendsHeaders = AcceptsXml(context);
        UploadDeclaration file = sendsHeaders
            ? UppyFiles.Read(context.Request.Query)
            : UppyFiles.Read(await Bodies.ReadAsync(context, UppyJson.Default.UppyFileDocument).ConfigureAwait(false));
        UploadRecord upload = await offers.AcceptAsync(
            file, subject, context, length => UppyFiles.PartLengthOf(length, partLength, site.Operations.PartLimits)).ConfigureAwait(false);
        await OrAbandonAsync(upload, requests.OfPartAsync(upload, 1, sendsHeaders, context.RequestAborted)).ConfigureAwait(false);
        UppyUploadDocument created = new(upload.Id, upload.Id);
        await WriteAsync(context, created, UppyJson.Default.UppyUploadDocument, UppyXml.Of).ConfigureAwait(false);
    }

    /// <summary><c>GET s3/multipart/{id}/{number}</c>: where a part goes, for who sends no header but a browser's own.</summary>
    public async Task UrlAsync(HttpContext context, UploadRecord upload)
    {
        UppyRequestDocument request = await RequestAsync(context, upload, sendsHeaders: false).ConfigureAwait(false);
        await WriteAsync(context, new UppyUrlDocument(request.Url), UppyJson.Default.UppyUrlDocument).ConfigureAwait(false);
    }

    /// <summary><c>GET s3/multipart/{id}/{number}/request</c>: the same for who sends headers.</summary>
    public async Task PartAsync(HttpContext context, UploadRecord upload)
    {
        UppyRequestDocument request = await RequestAsync(context, upload, sendsHeaders: true).ConfigureAwait(false);
        await WriteAsync(context, request, UppyJson.Default.UppyRequestDocument).ConfigureAwait(false);
    }

    /// <summary><c>GET s3/multipart/{id}</c>: the parts that are there as they should be; the others Uppy sends again.</summary>
    public async Task ListAsync(HttpContext context, UploadRecord upload)
    {
        IReadOnlyList<UploadedPart> listed = upload.IsSettled ? [] : await staging.ListAsync(upload, context.RequestAborted).ConfigureAwait(false);
        HashSet<int> missing = [.. Staging.MissingOf(upload, listed)];
        IReadOnlyList<UppyPartDocument> there =
            [.. listed.Where(part => !missing.Contains(part.Number)).Select(part => new UppyPartDocument(part.Number, part.Length, part.Revision))];
        await WriteAsync(context, there, UppyJson.Default.IReadOnlyListUppyPartDocument, parts => UppyXml.Of(upload.Id, parts))
            .ConfigureAwait(false);
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

        await WriteAsync(
            context, new UppyDoneDocument(after.Id, after.Reference), UppyJson.Default.UppyDoneDocument,
            done => UppyXml.Of(done, UploadRoutes.BaseOf(context))).ConfigureAwait(false);
    }

    private Task<UploadRecord> AcceptAsync(HttpContext context, string? subject) =>
        offers.AcceptAsync(UppyFiles.Read(context.Request.Query), subject, context, _ => 0);

    private async Task WriteFormAsync(HttpContext context, UploadRecord upload)
    {
        SignedForm form = await OrAbandonAsync(upload, keys.IssueFormAsync(upload, context.RequestAborted)).ConfigureAwait(false);
        await WriteAsync(context, new UppyFormDocument("POST", form.Url, form.Fields), UppyJson.Default.UppyFormDocument).ConfigureAwait(false);
    }

    private Task<UppyRequestDocument> RequestAsync(HttpContext context, UploadRecord upload, bool sendsHeaders)
    {
        int count = upload.Plan.PartCountOf(upload.Length);
        string? asked = (string?)context.Request.RouteValues["number"];
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= count
            ? requests.OfPartAsync(upload, number, sendsHeaders, context.RequestAborted)
            : throw new RefusedException(Problems.Malformed($"The numbers of this upload's parts are 1 to {count}."));
    }

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

    private static bool AcceptsXml(HttpContext context) => Bodies.AreAccepted(context.Request, UppyXml.ContentType);

    private static Task WriteAsync<T>(HttpContext context, T document, JsonTypeInfo<T> type, Func<T, byte[]>? toXml = null) =>
        toXml is not null && AcceptsXml(context)
            ? Bodies.WriteAsync(context, StatusCodes.Status200OK, toXml(document), UppyXml.ContentType)
            : Bodies.WriteAsync(context, StatusCodes.Status200OK, document, type);
}
