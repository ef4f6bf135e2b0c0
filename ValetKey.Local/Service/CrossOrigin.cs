using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ValetKey.Local.Service;

/// <summary>Cross-origin requests, by the framework's own rules, so that an application need not set up its CORS middleware for this.</summary>
internal sealed class CrossOrigin
{
    private readonly CorsService _service;
    private readonly CorsPolicy? _policy;

    public CrossOrigin(IList<string> allowedOrigins, ILoggerFactory loggers)
    {
        _service = new CorsService(Options.Create(new CorsOptions()), loggers);
        _policy = allowedOrigins.Count == 0
            ? null
            : new CorsPolicyBuilder([.. allowedOrigins])
                .AllowAnyHeader()
                .WithMethods("GET", "HEAD", "PUT", "POST", "DELETE")
                .WithExposedHeaders(HeaderNames.ETag, HeaderNames.ContentRange, HeaderNames.ContentDisposition)
                .SetPreflightMaxAge(TimeSpan.FromHours(1))
                .Build();
    }

    /// <summary>Puts the headers on the answer.</summary>
    /// <returns>Whether the request was a preflight, which has now been answered.</returns>
    public bool Apply(HttpContext context)
    {
        // Also on answers to no origin and to one that is not allowed: a shared cache must not serve them to another.
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (_policy is null || context.Request.Headers.Origin.Count == 0)
        {
            return false;
        }

        CorsResult result = _service.EvaluatePolicy(context, _policy);
        result.VaryByOrigin = false; // Said already.
        _service.ApplyResult(result, context.Response);
        if (result.IsPreflightRequest)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return result.IsPreflightRequest;
    }

    /// <summary>Lets an allowed page read a further header, by its name, since <c>*</c> would not count where credentials are sent.</summary>
    public static void Expose(HttpResponse response, string name)
    {
        if (response.Headers.AccessControlAllowOrigin.Count > 0)
        {
            response.Headers.AppendCommaSeparatedValues(HeaderNames.AccessControlExposeHeaders, name);
        }
    }
}
