using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ValetKey.AspNetCore;
using ValetKey.Samples.Uploads.Pictures;

namespace ValetKey.Samples.Uploads.Pages;

/// <summary>Pages, and what they ask for besides uploads.</summary>
internal static class SamplePages
{
    private const int Shown = 200;

    /// <summary>Uppy in one file, as <c>npm run bundle</c> makes it in the folder <c>uppy</c>.</summary>
    private static readonly string Uppy = Path.Combine(
        Environment.GetEnvironmentVariable("VALETKEY_UPPY") ?? Path.Combine(Environment.CurrentDirectory, "uppy"), "node_modules", "uppy.js");

    /// <summary>Scripts and styles, and for everything a policy: pages speak to this application and to the store, and run nothing else.</summary>
    public static void UseStaticPages(this WebApplication app, string storeOrigin)
    {
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy =
                $"default-src 'self'; img-src 'self' blob: {storeOrigin}; connect-src 'self' {storeOrigin}; frame-ancestors 'none'; base-uri 'none'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });
        app.UseStaticFiles();
    }

    /// <param name="app">The application.</param>
    /// <param name="keysHaveHeaders">Whether the store's keys have headers, so that Uppy has to be told to send them.</param>
    public static void MapPages(this IEndpointRouteBuilder app, bool keysHaveHeaders)
    {
        Page("/signin", "signin.html").AllowAnonymous();
        Page("/", "index.html").RequireAuthorization();
        Page("/uppy", "uppy.html").RequireAuthorization();
        app.MapGet("/uppy.js", () => File.Exists(Uppy) ? Results.File(Uppy, "text/javascript") : Results.NotFound());
        Page("/admin", "admin.html").RequireAuthorization(SignIn.Administrator);

        app.MapGet("/me", (ClaimsPrincipal user) => new { name = user.Identity!.Name, keysHaveHeaders }).RequireAuthorization();
        app.MapGet("/gallery", async (ClaimsPrincipal user, UploadLedger ledger, CancellationToken cancellationToken) =>
        {
            UploadQuery own = new()
            {
                Uploads = Application.Uploads,
                Subject = user.Identity!.Name,
                State = UploadState.Published,
                Limit = Shown,
            };
            return (await ledger.ListAsync(own, cancellationToken)).Select(upload => new
            {
                name = upload.FileName,
                length = upload.Length,
                isPicture = upload.ContentType is { } type && FirstBytes.PictureTypes.Contains(type),
                url = $"/{Application.Uploads}/{upload.Id}/content",
            });
        }).RequireAuthorization();
        app.MapGet("/ledger", async (UploadLedger ledger, CancellationToken cancellationToken) =>
            (await ledger.ListAsync(new UploadQuery { Limit = Shown }, cancellationToken)).Select(upload => new
            {
                id = upload.Id,
                state = upload.State.ToString().ToLowerInvariant(),
                user = upload.Subject,
                name = upload.FileName,
                length = upload.Length,
                created = upload.Created,
                reason = upload.Reason,
            })).RequireAuthorization(SignIn.Administrator);

        RouteHandlerBuilder Page(string path, string file) => app.MapGet(path, (IWebHostEnvironment environment) =>
            Results.File(environment.WebRootFileProvider.GetFileInfo(file).PhysicalPath!, "text/html; charset=utf-8"));
    }
}
