using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// What pages of other origins may do with a bucket ("Cross-origin resource sharing"). Names of headers are matched one by one; where no rule
/// matches, nothing is said, and the browser keeps the answer from the page.
/// </summary>
internal sealed class GcsCors
{
    private readonly ConcurrentDictionary<string, Rule[]> _rules = [];

    /// <summary>Sets a bucket's rules, as its <c>cors</c> property has them.</summary>
    public void Set(string bucket, string json) => _rules[bucket] = JsonSerializer.Deserialize<Rule[]>(json, JsonSerializerOptions.Web)!;

    /// <returns>Whether the request was a preflight, and is answered.</returns>
    public bool Answer(HttpContext context, string bucket)
    {
        IHeaderDictionary asked = context.Request.Headers;
        string origin = asked.Origin.ToString();
        if (origin.Length == 0)
        {
            return false;
        }

        bool isPreflight = context.Request.Method == "OPTIONS";
        string method = isPreflight ? asked.AccessControlRequestMethod.ToString() : context.Request.Method;
        string[] headers = isPreflight
            ? asked.AccessControlRequestHeaders.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [];
        if (Array.Find(_rules.GetValueOrDefault(bucket, []), rule => rule.Matches(origin, method, headers)) is { } rule)
        {
            IHeaderDictionary told = context.Response.Headers;
            (told.AccessControlAllowOrigin, told.Vary) = (origin, "Origin");
            if (isPreflight)
            {
                (told.AccessControlAllowMethods, told.AccessControlAllowHeaders) = (rule.Method, rule.ResponseHeader);
            }
            else
            {
                told.AccessControlExposeHeaders = rule.ResponseHeader;
            }
        }

        return isPreflight;
    }

    private sealed record Rule(string[] Origin, string[] Method, string[] ResponseHeader)
    {
        public bool Matches(string origin, string method, string[] headers) => Origin.Contains(origin) && Method.Contains(method)
            && headers.All(header => ResponseHeader.Contains(header, StringComparer.OrdinalIgnoreCase));
    }
}
