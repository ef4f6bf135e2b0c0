using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ValetKey.Providers;

namespace ValetKey.Local.Service;

/// <summary>What answers tell a browser, so that what a user has stored is data to it and no page of the application's.</summary>
internal sealed class BrowserRules(LocalStorageOptions options)
{
    private readonly LocalDownloadOptions _rules = options.Downloads;
    private readonly string? _ownHost = options.Downloads.OwnDomain is { } url ? EndpointUrl.AuthorityOf(url) : null;

    /// <summary>Puts the headers on any answer; a download then has more to say.</summary>
    public void Guard(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        bool isOwn = IsOwnDomain(context.Request);
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = isOwn || _rules.ContentSecurityPolicy.Length == 0 ? default : _rules.ContentSecurityPolicy;
        headers["Cross-Origin-Resource-Policy"] = Word(isOwn ? DownloadEmbedding.CrossOrigin : _rules.Embedding ?? DownloadEmbedding.SameSite);
    }

    /// <param name="context">The request, whose answer has the headers of <see cref="Guard"/>.</param>
    /// <param name="contentType">The type that the answer has, whoever set it.</param>
    /// <param name="stored">The uploader's disposition.</param>
    /// <param name="fromKey">The application's, in the key: it may have a page shown, which then runs nothing.</param>
    public void GuardDownload(HttpContext context, string contentType, string? stored, string? fromKey)
    {
        IHeaderDictionary headers = context.Response.Headers;
        bool isPassive = PassiveTypes.Contain(contentType);
        DownloadDisposition rule = IsOwnDomain(context.Request) ? DownloadDisposition.AsStored : _rules.Disposition;
        bool isShown = rule == DownloadDisposition.AsStored || (rule == DownloadDisposition.AttachUnlessPassive && isPassive) || SaysInline(fromKey);
        headers.ContentDisposition = isShown ? fromKey ?? stored : Attachment(fromKey ?? stored);
        if (isPassive && _rules.Embedding is null && options.AllowedOrigins.Count > 0)
        {
            headers["Cross-Origin-Resource-Policy"] = Word(DownloadEmbedding.CrossOrigin);
        }
    }

    private static bool SaysInline(string? disposition) =>
        ContentDispositionHeaderValue.TryParse(disposition, out ContentDispositionHeaderValue? parsed)
        && parsed.DispositionType.Equals("inline", StringComparison.OrdinalIgnoreCase);

    /// <summary>With the file's name where there is one. What cannot be read is left out, since browsers read it in ways of their own.</summary>
    private static string Attachment(string? disposition) =>
        ContentDispositionHeaderValue.TryParse(disposition, out _) && disposition!.IndexOf(';', StringComparison.Ordinal) is var semicolon and >= 0
            ? "attachment" + disposition[semicolon..]
            : "attachment";

    private static string Word(DownloadEmbedding embedding) => embedding switch
    {
        DownloadEmbedding.SameOrigin => "same-origin",
        DownloadEmbedding.SameSite => "same-site",
        _ => "cross-origin",
    };

    /// <summary>By the host alone, which a page cannot choose: behind a proxy the scheme may be another.</summary>
    private bool IsOwnDomain(HttpRequest request) =>
        _ownHost is not null && _ownHost.Equals(request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
}
