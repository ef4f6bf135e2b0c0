using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.Samples.Uploads.Pages;

/// <summary>Whoever gives a name is taken for its bearer. This is a sample: an application asks for more than a name.</summary>
internal static class SignIn
{
    /// <summary>Who sees the ledger.</summary>
    public const string Administrator = "admin";

    private const int LongestName = 40;

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "uploads-sample";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.LoginPath = "/signin";
            options.AccessDeniedPath = "/signin";
        });
        return services.AddAuthorization(options => options.AddPolicy(Administrator, policy => policy.RequireUserName(Administrator)));
    }

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/signin", async (HttpContext context) =>
        {
            IFormCollection form = await context.Request.ReadFormAsync();
            string name = form["name"].ToString().Trim().ToLowerInvariant();
            if (name.Length is 0 or > LongestName || !name.All(char.IsAsciiLetterOrDigit))
            {
                return Results.Redirect("/signin");
            }

            Claim[] claims = [new(ClaimTypes.NameIdentifier, name), new(ClaimTypes.Name, name)];
            ClaimsPrincipal user = new(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme));
            return Results.SignIn(user, new AuthenticationProperties { RedirectUri = name == Administrator ? "/admin" : "/" });
        });
        app.MapPost("/signout", () => Results.SignOut(new AuthenticationProperties { RedirectUri = "/signin" }));
    }
}
