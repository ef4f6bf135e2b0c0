using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace ValetKey.Samples.StaticSite;

/// <summary>
/// Plays CloudFront on this machine, as far as its developer guide says what signed cookies are ("Use signed cookies"): the pages are served to whom
/// the policy in his cookies allows, if it bears the distribution's signature, and to nobody else.
/// </summary>
internal sealed class Edge : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Edge(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single());

    public static async Task<Edge> StartAsync(Settings settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        WebApplication app = builder.Build();
        app.Use((context, next) =>
        {
            if (IsAllowed(context.Request, settings))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return context.Response.WriteAsync("MissingKey, or one that does not open this.");
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "site")) });
        await app.StartAsync();
        return new Edge(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static bool IsAllowed(HttpRequest request, Settings settings)
    {
        IRequestCookieCollection cookies = request.Cookies;
        if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || cookies["CloudFront-Key-Pair-Id"] != settings.KeyPairId
            || Decode(cookies["CloudFront-Policy"]) is not { } policy
            || Decode(cookies["CloudFront-Signature"]) is not { } signature)
        {
            return false;
        }

        using RSA key = RSA.Create();
        key.ImportFromPem(settings.PrivateKey);
        return key.VerifyData(policy, signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)
            && Allows(policy, new Uri(settings.Distribution, request.Path).AbsoluteUri);
    }

    private static bool Allows(byte[] policy, string url)
    {
        using JsonDocument document = JsonDocument.Parse(policy);
        JsonElement statement = document.RootElement.GetProperty("Statement")[0];
        string resource = statement.GetProperty("Resource").GetString()!;
        JsonElement condition = statement.GetProperty("Condition");
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return (resource.EndsWith('*') ? url.StartsWith(resource[..^1], StringComparison.Ordinal) : url == resource)
            && now < condition.GetProperty("DateLessThan").GetProperty("AWS:EpochTime").GetInt64()
            && (!condition.TryGetProperty("DateGreaterThan", out JsonElement start) || now > start.GetProperty("AWS:EpochTime").GetInt64());
    }

    private static byte[]? Decode(string? value)
    {
        try
        {
            return value is null ? null : Convert.FromBase64String(value.Replace('-', '+').Replace('_', '=').Replace('~', '/'));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
