using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore;

namespace ValetKey.Tests.AspNetCore.Support;

/// <summary>The one object that can be downloaded.</summary>
public sealed class TestDownload
{
    public Download Download { get; set; } = null!;
}

/// <summary>Anna may download the digits.</summary>
public sealed class TestDownloads(TestDownload known) : DownloadHandler
{
    public override ValueTask<Download?> FindAsync(HttpContext context, string? subject, CancellationToken cancellationToken) =>
        new(subject == "anna" && (string?)context.Request.RouteValues["name"] == "digits" ? known.Download : null);
}

/// <summary>A key that users may have, and one that nobody gets.</summary>
public sealed class TestKeys : KeyHandler
{
    public override ValueTask<KeyRequest?> FindAsync(
        string name, HttpContext context, string? subject, CancellationToken cancellationToken) => new(name switch
        {
            "pictures" => new KeyRequest(KeyScope.ForPrefix("media", $"{subject}/"), Permissions.Read) { Form = KeyForm.SignedQuery },
            "all" => new KeyRequest(KeyScope.ForContainer("media"), Permissions.Read) { Form = KeyForm.SignedQuery },
            _ => null,
        });
}
