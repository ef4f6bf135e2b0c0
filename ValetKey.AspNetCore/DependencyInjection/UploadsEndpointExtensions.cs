using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ValetKey.AspNetCore.Contract;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the endpoints of uploads.</summary>
public static class UploadsEndpointExtensions
{
    /// <summary>
    /// Serves uploads: <c>POST {pattern}</c> declares one and gets an offer with a ticket; <c>GET {pattern}/{id}</c> says what the store has,
    /// <c>POST {pattern}/{id}/parts</c> gives requests for parts, <c>POST {pattern}/{id}/complete</c> publishes, <c>DELETE {pattern}/{id}</c> gives
    /// up. All but the first want the ticket, in the header <c>Upload-Ticket</c>.
    /// </summary>
    /// <remarks>
    /// Closed by default: a user is demanded unless <c>AllowAnonymous()</c> is written on what this returns; <c>RequireAuthorization(…)</c> says more
    /// precisely who may. An application without any authentication does not start.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">Where, such as <c>/pictures</c>.</param>
    /// <param name="name">Which uploads.</param>
    /// <exception cref="InvalidOperationException">There are no uploads of this name.</exception>
    public static IEndpointConventionBuilder MapUploads(this IEndpointRouteBuilder endpoints, string pattern, string name)
    {
        UploadGroup group = new(endpoints, pattern, name);
        group.Map("POST", "", 0, UploadContract.Create(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.CreateAsync));
        group.Map("GET", "/{id}", 1, UploadContract.Status(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.StatusAsync));
        group.Map("DELETE", "/{id}", 1, UploadContract.Abort(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.AbortAsync));
        group.Map("POST", "/{id}/parts", 2, UploadContract.Parts(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.PartsAsync));
        group.Map("POST", "/{id}/complete", 2, UploadContract.Complete(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.CompleteAsync));
        return group.Conventions;
    }

    /// <summary>
    /// Serves the same uploads to Uppy 6 as it is: its plug-in @uppy/aws-s3 with <c>companionEndpoint</c> at this pattern asks for
    /// <c>{pattern}/s3/…</c>, on stores whose keys need no headers of their own: S3, Cloud Storage and the local store. With the
    /// <c>signRequest</c> that docs/uploads.md has it asks the same endpoints on every store, Azure among them.
    /// </summary>
    /// <remarks>
    /// <para>
    /// For <c>signRequest</c>, <c>{pattern}/s3/params/request</c> and <c>{pattern}/s3/multipart/{id}/{number}/request</c> answer with a URL and the
    /// headers that a page can set, and the others in S3's XML where the request accepts <c>application/xml</c>. Refusals are problems in JSON
    /// whatever it accepts.
    /// </para>
    /// <para>
    /// Uppy sends no tickets, so a user must be signed in, also where <c>AllowAnonymous()</c> is written, and nobody else has his uploads. It does
    /// not say how long a file is: the page has to, by <c>uppy.setFileMeta(file.id, { size: file.size })</c>, or the upload is refused. What comes by
    /// a form (<c>shouldUseMultipart</c> false) is published when the page posts to <c>{pattern}/s3/multipart/{id}/complete</c>, or else by the
    /// sweep, since Uppy does not say that it is there; the id is the end of the form's key.
    /// </para>
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">Where, such as <c>/uppy</c>.</param>
    /// <param name="name">Which uploads.</param>
    /// <param name="partLength">What the page's <c>getChunkSize</c> gives, in bytes; null where it has none.</param>
    /// <exception cref="InvalidOperationException">There are no uploads of this name.</exception>
    public static IEndpointConventionBuilder MapUppy(this IEndpointRouteBuilder endpoints, string pattern, string name, long? partLength = null)
    {
        UploadGroup group = new(endpoints, pattern, name);
        Map("GET", "/s3/params", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Uppy.FormAsync));
        Map("GET", "/s3/params/request", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Uppy.WholeAsync));
        Map("POST", "/s3/multipart", (uploads, context) => uploads.Gate.EnterSignedInAsync(
            context, (_, subject) => uploads.Uppy.CreateAsync(context, subject, partLength)));
        Map("GET", "/s3/multipart/{id}", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Uppy.ListAsync));
        Map("GET", "/s3/multipart/{id}/{number}", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Uppy.UrlAsync));
        Map("GET", "/s3/multipart/{id}/{number}/request", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Uppy.PartAsync));
        Map("POST", "/s3/multipart/{id}/complete", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Uppy.CompleteAsync), 1);
        Map("DELETE", "/s3/multipart/{id}", (uploads, context) => uploads.Gate.EnterSignedInAsync(context, uploads.Endpoints.AbortAsync));
        return group.Conventions;

        void Map(string method, string path, Func<UploadServices, HttpContext, Task> answer, int depth = 0) =>
            group.Map(method, path, depth, [new ExcludeFromDescriptionAttribute()], answer);
    }
}
