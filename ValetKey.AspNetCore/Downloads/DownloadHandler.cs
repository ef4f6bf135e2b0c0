using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore;

/// <summary>What only the application knows of its downloads. An instance is made for each request.</summary>
public abstract class DownloadHandler
{
    /// <summary>Finds what a request asks for, and decides whether this user may have it.</summary>
    /// <param name="context">The request, with its route values.</param>
    /// <param name="subject">The user, by <see cref="EndpointOptions.SubjectOf"/>; null where the endpoint allows anonymous callers.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>Null for what is not there, or not for this user: both are answered with 404.</returns>
    public abstract ValueTask<Download?> FindAsync(HttpContext context, string? subject, CancellationToken cancellationToken);
}
