using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Downscoping.Support;

/// <summary>
/// Both token services on loopback: keeps what it is asked, and gives out numbered tokens that end as asked, by a clock of its own.
/// </summary>
internal sealed class FakeTokenServices : IAsyncDisposable
{
    public const string GeneratePath = "/v1/projects/-/serviceAccounts/valet%40project.iam.gserviceaccount.com:generateAccessToken";
    public const string ExchangePath = "/v1/token";

    private readonly Lock _counting = new();
    private readonly WebApplication _app;
    private double _lastLife;

    private FakeTokenServices(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.Single() + "/");

    public List<TokenRequest> Requests { get; } = [];

    public IEnumerable<TokenRequest> Generated => Requests.Where(request => request.Path != ExchangePath);

    public IEnumerable<TokenRequest> Exchanged => Requests.Where(request => request.Path == ExchangePath);

    /// <summary>The services' clock.</summary>
    public Func<DateTimeOffset> Now { get; set; } = () => TestDownscoper.Start;

    /// <summary>What every call waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>An answer in place of the right one: the path's end, the status and the body.</summary>
    public (string Path, int Status, string Body)? Instead { get; set; }

    /// <summary>When every answer says to come again.</summary>
    public string? RetryAfter { get; set; }

    public bool TellsExpiresIn { get; set; } = true;

    public static string SourceToken(int number) => $"ya29.source{number:000}.SECRETSECRET";

    public static string DownscopedToken(int number) => $"ya29.dr.downscoped{number:000}.SECRETSECRET";

    public static async Task<FakeTokenServices> StartAsync()
    {
        WebApplication app = QuietHost.CreateBuilder().Build();
        FakeTokenServices google = new(app);
        app.Run(google.AnswerAsync);
        await app.StartAsync();
        return google;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body);
        string path = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        IHeaderDictionary headers = context.Request.Headers;
        TokenRequest request = new(path, headers.Authorization, headers["x-goog-user-project"], headers.ContentType.ToString(),
            await reader.ReadToEndAsync());
        int number;
        lock (_counting)
        {
            Requests.Add(request);
            number = Requests.Count(other => other.Path == path);
        }

        await Gate.WaitAsync(context.RequestAborted);
        context.Response.Headers.Date = Now().ToString("r", CultureInfo.InvariantCulture);
        (int status, string body) = Instead is { } wrong && path.EndsWith(wrong.Path, StringComparison.Ordinal)
            ? (wrong.Status, wrong.Body)
            : (200, path == ExchangePath ? Exchange(number) : Generate(request.Body, number));
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = RetryAfter;
        if (status is 301 or 307)
        {
            context.Response.Headers.Location = body;
        }

        await context.Response.WriteAsync(body);
    }

    private string Generate(string body, int number)
    {
        using JsonDocument asked = JsonDocument.Parse(body);
        double seconds = double.Parse(asked.RootElement.GetProperty("lifetime").GetString()!.TrimEnd('s'), CultureInfo.InvariantCulture);
        _lastLife = seconds;
        return JsonSerializer.Serialize(new
        {
            accessToken = SourceToken(number),
            expireTime = Now().AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        });
    }

    private string Exchange(int number) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["access_token"] = DownscopedToken(number),
        ["issued_token_type"] = "urn:ietf:params:oauth:token-type:access_token",
        ["token_type"] = "Bearer",
    }.Concat(TellsExpiresIn ? [new KeyValuePair<string, object>("expires_in", (int)_lastLife)] : []).ToDictionary());
}
