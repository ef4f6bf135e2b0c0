using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>Lets in who may declare, and who has the ticket of an upload of his own.</summary>
internal sealed class UploadGate(UploadSite site, Tickets tickets)
{
    private readonly EndpointGuard _guard = new(site.Options, site.Logger);

    /// <summary>A request that declares an upload.</summary>
    public Task EnterAsync(HttpContext context, Func<HttpContext, string?, Task> answer) =>
        _guard.EnterAsync(context, subject => answer(context, subject));

    /// <summary>A request about an upload, by whom it belongs to.</summary>
    public Task EnterAsync(HttpContext context, Func<HttpContext, UploadRecord, Task> answer) => _guard.EnterAsync(context, async subject =>
    {
        string id = (string?)context.Request.RouteValues["id"] ?? "";
        if (!tickets.IsFor(context.Request.Headers[UploadEndpoints.TicketHeader], id, subject)
            || await site.Ledger.FindAsync(id, context.RequestAborted).ConfigureAwait(false) is not { } upload
            || upload.Uploads != site.Name || upload.Subject != subject)
        {
            throw new RefusedException(Problems.NotFound);
        }

        await answer(context, upload).ConfigureAwait(false);
    });
}
