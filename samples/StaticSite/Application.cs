using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ValetKey.Samples.StaticSite;

/// <summary>The application: who belongs to which department, and so may read which part of the site. It serves none of its pages.</summary>
internal static class Application
{
    private const string Container = "site";

    private static readonly string[] Departments = ["engineering", "sales"];

    /// <summary>How long somebody reads before the application is asked again.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(Settings settings, Uri site)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(settings.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.LoginPath = "/";
        });
        builder.Services.AddAuthorization();
        builder.Services.AddValetKey().AddCloudFront("cdn", options =>
        {
            options.DistributionUrl = settings.Distribution;
            options.KeyPairId = settings.KeyPairId;
            options.PrivateKeyPem = settings.PrivateKey;
            options.ContainerPaths[Container] = "/";
        });

        await using WebApplication app = builder.Build();
        app.MapGet("/", () => Results.Content(Page, "text/html; charset=utf-8"));
        app.MapPost("/signin", async (HttpContext context) =>
        {
            string department = (await context.Request.ReadFormAsync())["department"].ToString();
            return Departments.Contains(department) ? Results.SignIn(UserOf(department), new() { RedirectUri = "/read" }) : Results.Redirect("/");
        });
        app.MapGet("/read", async (HttpContext context, IValetKeyIssuer issuer) =>
        {
            string department = context.User.Identity!.Name!;
            SignedCookies key = await issuer.IssueCookiesAsync(
                new KeyRequest(KeyScope.ForPrefix(Container, $"{department}/"), Permissions.Read) { Lifetime = Lifetime, Subject = department });
            foreach ((string name, string value) in key.Cookies)
            {
                context.Response.Cookies.Append(name, value, CookieFor(settings, key.ExpiresAt));
            }

            return Results.Redirect(new Uri(site, $"{department}/index.html").AbsoluteUri);
        }).RequireAuthorization();
        app.MapPost("/signout", (HttpContext context) =>
        {
            foreach (string name in context.Request.Cookies.Keys.Where(name => name.StartsWith("CloudFront-", StringComparison.Ordinal)))
            {
                context.Response.Cookies.Delete(name, CookieFor(settings, expires: null));
            }

            return Results.SignOut(new() { RedirectUri = "/" });
        });

        await app.StartAsync();
        Console.WriteLine($"The site is at {site}{(settings.IsLocal ? ", where a stand-in plays the delivery network" : "")}.");
        Console.WriteLine($"Open {settings.Url}");
        await app.WaitForShutdownAsync();
    }

    // Whoever names a department is taken for one of it. This is a sample: an application asks for more.
    private static ClaimsPrincipal UserOf(string department) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.Name, department)], CookieAuthenticationDefaults.AuthenticationScheme));

    /// <summary>They are keys: no script reads them, and they go nowhere in clear, but on this machine.</summary>
    private static CookieOptions CookieFor(Settings settings, DateTimeOffset? expires) => new()
    {
        Domain = settings.CookieDomain,
        Expires = expires,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = !settings.IsLocal,
    };

    private const string Page = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8"><title>Handbooks</title>
        <body style="font: 16px/1.5 system-ui; max-width: 30rem; margin: 15vh auto">
        <h1>Handbooks</h1>
        <p>Each department reads its own.</p>
        <form method="post" action="/signin">
          <button name="department" value="engineering">I am an engineer</button>
          <button name="department" value="sales">I sell</button>
        </form>
        <form method="post" action="/signout"><button>Sign out</button></form>
        </body>
        </html>
        """;
}
