using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>Where the endpoints are, as their clients see it.</summary>
internal static class UploadRoutes
{
    /// <summary>The path of the collection: what a request to it, or to something below it, was sent to.</summary>
    public static string BaseOf(HttpContext context)
    {
        string path = context.Request.PathBase.Add(context.Request.Path).ToUriComponent();
        int depth = context.GetEndpoint()?.Metadata.GetMetadata<UploadRoute>()?.Depth ?? 0;
        for (; depth > 0; depth--)
        {
            path = path[..path.TrimEnd('/').LastIndexOf('/')];
        }

        return path.TrimEnd('/');
    }
}

/// <summary>How many segments an endpoint is below the collection.</summary>
internal sealed record UploadRoute(int Depth);
