using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore;

namespace ValetKey.Samples.Uploads.Pictures;

/// <summary>A user may have what is his own and published.</summary>
internal sealed class Downloads(UploadLedger ledger) : DownloadHandler
{
    public override async ValueTask<Download?> FindAsync(HttpContext context, string? subject, CancellationToken cancellationToken) =>
        await ledger.FindAsync((string)context.Request.RouteValues["id"]!, cancellationToken) is { State: UploadState.Published } upload
            && upload.Uploads == Application.Uploads && upload.Subject == subject
            ? new Download(upload.Object)
            : null;
}
