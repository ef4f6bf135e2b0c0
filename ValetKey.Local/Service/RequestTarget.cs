using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ValetKey.Local.Service;

/// <summary>The path and the query as the client sent them, before anything decoded or tidied them.</summary>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <param name="context">The request.</param>
    /// <param name="mappedPath">The path that the service is mapped to, without a slash at its end.</param>
    /// <returns>The target behind the mapped path, or null when it is not sent in the plain form (RFC 9112, 3.2.1).</returns>
    public static RequestTarget? Of(HttpContext context, string mappedPath)
    {
        string raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        string prefix = context.Request.PathBase.ToUriComponent() + mappedPath;
        if (!raw.StartsWith(prefix + "/", StringComparison.Ordinal))
        {
            return null;
        }

        int question = raw.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new RequestTarget(raw[prefix.Length..], "")
            : new RequestTarget(raw[prefix.Length..question], raw[(question + 1)..]);
    }
}
