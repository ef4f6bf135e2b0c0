using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Flow;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Downloads;

/// <summary>Answers with the way to the object, never with its bytes: ranges, conditions and <c>HEAD</c> are the store's to answer.</summary>
internal sealed class DownloadEndpoint(DownloadsOptions options, IValetKeyIssuer issuer, IKeySigner signer, TimeProvider time)
{
    // Also by who asks: the next to sign in at this browser is another.
    private const string VaryBy = "Accept, Cookie, Authorization";

    // A redirect that is taken from a cache at the last moment still leads somewhere.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly KeyAbilities _abilities = new(signer);

    public async Task AnswerAsync(HttpContext context, string? subject, DownloadHandler handler)
    {
        if (await handler.FindAsync(context, subject, context.RequestAborted).ConfigureAwait(false) is not { } download)
        {
            throw new RefusedException(Problems.NotHere);
        }

        SignedUrl key = (SignedUrl)await issuer.IssueAsync(
            new KeyRequest(download.Object, PermissionFor(context.Request, download.Object))
            {
                Form = KeyForm.SignedUrl,
                Lifetime = options.KeyLifetime,
                StableFor = options.StableFor,
                Subject = subject,
                Constraints = new KeyConstraints { ClientNetwork = download.ClientNetwork, Response = OverridesFor(download) },
            },
            context.RequestAborted).ConfigureAwait(false);
        long seconds = (long)Math.Max(0, (key.ExpiresAt - time.GetUtcNow() - Margin).TotalSeconds);
        context.Response.Headers.CacheControl = seconds == 0
            ? "no-store"
            : string.Create(CultureInfo.InvariantCulture, $"private, max-age={seconds}");
        context.Response.Headers.Vary = VaryBy;
        if (Bodies.AreAccepted(context.Request, "application/json"))
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(key.ToJson(), context.RequestAborted).ConfigureAwait(false);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.Headers.Location = key.Url;
    }

    /// <summary>Where a key binds the method, <c>HEAD</c> needs one of its own; where one to read opens both, there is none for it alone.</summary>
    private Permissions PermissionFor(HttpRequest request, KeyScope scope) =>
        HttpMethods.IsHead(request.Method) && _abilities.EnforcedOn(scope.Kind, Permissions.ReadProperties) is not null
            ? Permissions.ReadProperties
            : Permissions.Read;

    private static ResponseOverrides? OverridesFor(Download download)
    {
        if (download.FileName is not { } name)
        {
            return null;
        }

        ContentDispositionHeaderValue disposition = new(download.Inline ? "inline" : "attachment");
        disposition.SetHttpFileName(name);
        return new ResponseOverrides { ContentDisposition = disposition.ToString() };
    }
}
