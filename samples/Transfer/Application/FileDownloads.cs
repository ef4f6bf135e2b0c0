using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore;

namespace ValetKey.Samples.Transfer.Application;

/// <summary>What the list has, its user may have.</summary>
internal sealed class FileDownloads(FileIndex index) : DownloadHandler
{
    public override async ValueTask<Download?> FindAsync(HttpContext context, string? subject, CancellationToken cancellationToken)
    {
        string path = (string?)context.Request.RouteValues["path"] ?? "";
        return await index.HasAsync(path, cancellationToken) ? new Download(index.ObjectOf(path)) : null;
    }
}
