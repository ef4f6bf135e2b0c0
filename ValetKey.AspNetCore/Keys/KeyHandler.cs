using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore;

/// <summary>
/// Which keys clients may ask for as such, each by a name that the application gives: to read under a prefix, to send to a queue. An instance is made
/// for each request.
/// </summary>
public abstract class KeyHandler
{
    /// <summary>Decides what a name stands for, for this user.</summary>
    /// <param name="name">The name, from the path. It is never a scope.</param>
    /// <param name="context">The request.</param>
    /// <param name="subject">The user, by <see cref="EndpointOptions.SubjectOf"/>; null where the endpoint allows anonymous callers.</param>
    /// <param name="cancellationToken">The request's.</param>
    /// <returns>What to issue, on the user's behalf; null for what is not there, or not for this user: both are answered with 404.</returns>
    public abstract ValueTask<KeyRequest?> FindAsync(string name, HttpContext context, string? subject, CancellationToken cancellationToken);
}
