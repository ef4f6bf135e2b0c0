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
        if (!tickets.IsFor(context.Request.Headers[UploadEndpoints.TicketHeader], id, subject))
        {
            throw new RefusedException(Problems.NotFound);
        }

        await answer(context, await FindAsync(id, subject, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    });

    /// <summary>A request that declares an upload, without a ticket to come: somebody must be signed in, whatever the endpoints allow.</summary>
    public Task EnterSignedInAsync(HttpContext context, Func<HttpContext, string?, Task> answer) => _guard.EnterAsync(
        context,
        subject => answer(context, subject ?? throw new RefusedException(Problems.NotAuthenticated)),
        changes: true);

    /// <summary>A request about an upload without a ticket, by whom it belongs to and who is signed in.</summary>
    public Task EnterSignedInAsync(HttpContext context, Func<HttpContext, UploadRecord, Task> answer) => EnterSignedInAsync(
        context,
        async (_, subject) => await answer(
            context,
            await FindAsync((string?)context.Request.RouteValues["id"] ?? "", subject, context.RequestAborted).ConfigureAwait(false))
            .ConfigureAwait(false));

    private async Task<UploadRecord> FindAsync(string id, string? subject, CancellationToken cancellationToken) =>
        await site.Ledger.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } upload
            && upload.Uploads == site.Name && upload.Subject == subject
            ? upload
            : throw new RefusedException(Problems.NotFound);
}
