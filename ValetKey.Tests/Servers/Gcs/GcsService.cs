using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// Cloud Storage as far as keys reach: finds out who asks and for what, and lets through what the signature, the form, the session or the token
/// opens.
/// </summary>
internal sealed class GcsService
{
    private readonly GcsUrlVerifier _urls;
    private readonly GcsUploads _uploads;
    private readonly GcsObjects _objects;
    private readonly GcsForms _forms;
    private readonly string _host;

    /// <param name="host">The service's name, before which buckets may stand.</param>
    public GcsService(string host)
    {
        _host = host;
        Tokens = new GcsTokens(() => Now);
        Json = new GcsJsonApi(Store, Tokens);
        _urls = new GcsUrlVerifier(Accounts);
        _uploads = new GcsUploads(Store);
        _objects = new GcsObjects(Store, _uploads, () => Now);
        _forms = new GcsForms(new GcsPolicyVerifier(Accounts), Store, () => Now);
    }

    public GcsAccounts Accounts { get; } = new();

    public GcsBucketStore Store { get; } = new();

    public GcsTokens Tokens { get; }

    public GcsJsonApi Json { get; }

    public GcsCors Cors { get; } = new();

    /// <summary>Hosts of their own, by name, with the bucket that each serves.</summary>
    public Dictionary<string, string> BoundHosts { get; } = [];

    /// <summary>How far the service's clock is ahead of this machine's.</summary>
    public TimeSpan ClockOffset { get; set; }

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow() + ClockOffset;

    public async Task AnswerAsync(HttpContext context)
    {
        ReceivedRequest request = Receive(context);
        if (Cors.Answer(context, GcsPlace.Of(request, _host, BoundHosts).Bucket))
        {
            return;
        }

        if (await Tokens.AnswerAsync(context.Request, request.Path) is { } answer)
        {
            await context.Response.WriteAsJsonAsync(answer);
            return;
        }

        if (request.Path.StartsWith(GcsJsonApi.Root, StringComparison.Ordinal))
        {
            using MemoryStream sent = new();
            await context.Request.Body.CopyToAsync(sent);
            await Json.AnswerAsync(context, request, sent.ToArray());
            return;
        }

        GcsPlace place = GcsPlace.Of(request, _host, BoundHosts);
        if (context.Request.HasFormContentType && request.Method == "POST" && request.Query.Count == 0)
        {
            await _forms.AnswerAsync(context, place);
            return;
        }

        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        if (request.Parameter("upload_id") is { } session && request.Method is ("PUT" or "DELETE"))
        {
            Resume(context.Response, request, place, session, body.ToArray());
            return;
        }

        Authorize(request, place);
        await _objects.AnswerAsync(context, request, place, body.ToArray());
    }

    private void Authorize(ReceivedRequest request, GcsPlace place)
    {
        const string Bearer = "Bearer ";
        if (request.Query.Any(pair => pair.Key.StartsWith("X-Goog-", StringComparison.OrdinalIgnoreCase)))
        {
            _urls.Verify(request, Now);
        }
        else if (request.Header("authorization") is { } header && header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            AuthorizeToken(header[Bearer.Length..], request, place);
        }
        else
        {
            throw GcsFault.Denied("Anonymous caller does not have access.");
        }
    }

    private void AuthorizeToken(string token, ReceivedRequest request, GcsPlace place)
    {
        if (Tokens.BoundaryOf(token) is not { } boundary)
        {
            return;
        }

        bool lists = place.IsBucket && request.Method == "GET";
        Dictionary<string, string> attributes = [];
        if (lists)
        {
            attributes["storage.googleapis.com/objectListPrefix"] = request.Parameter("prefix") ?? "";
        }

        string[] permissions = (request.Method, place.IsBucket) switch
        {
            ("GET", true) => ["list"],
            ("GET" or "HEAD", false) => ["get"],
            ("DELETE", false) => ["delete"],
            ("PUT" or "POST", false) when Store.Find(place.Bucket, place.Name) is not null => ["create", "delete"],
            ("PUT" or "POST", false) => ["create"],
            _ => ["none"],
        };
        if (!permissions.All(permission => boundary.Allows(permission, place.Bucket, place.Resource, attributes)))
        {
            throw GcsFault.Denied($"The token does not allow {string.Join(" and ", permissions)} on {place.Resource}.");
        }
    }

    private void Resume(HttpResponse response, ReceivedRequest request, GcsPlace place, string session, byte[] body)
    {
        if (request.Method == "DELETE")
        {
            throw _uploads.Cancel(session, place.Bucket, place.Name, Now);
        }

        (GcsObject? stored, long received) = _uploads.Put(session, place.Bucket, place.Name, request.Header("content-range"), body, Now);
        response.StatusCode = stored is null ? 308 : 200;
        if (stored is null && received > 0)
        {
            response.Headers.Range = $"bytes=0-{received - 1}";
        }
    }

    private static ReceivedRequest Receive(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        IEnumerable<KeyValuePair<string, string>> headers = context.Request.Headers.SelectMany(
            header => header.Value.Select(value => KeyValuePair.Create(header.Key, value ?? "")));
        return new ReceivedRequest(context.Request.Method, target, context.Request.Headers.Host.ToString(), [.. headers]);
    }
}
