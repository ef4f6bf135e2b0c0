using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ValetKey.Local.Service;

/// <summary>Bodies that go to disk as they come.</summary>
internal static class StreamedBody
{
    /// <summary>The host's own limit is for bodies that are held in memory; these are streamed, and the key says how long they may be.</summary>
    public static void LiftHostLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }
    }
}
