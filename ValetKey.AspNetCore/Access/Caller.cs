using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore.Access;

/// <summary>Who asks.</summary>
internal static class Caller
{
    /// <summary>The claim by which a user is told from others.</summary>
    public static string? NameOf(ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.NameIdentifier) ?? user.FindFirstValue("sub");

    /// <summary>The subject; null for an anonymous caller, where such are allowed.</summary>
    /// <exception cref="RefusedException">There must be one, and there is none.</exception>
    public static string? SubjectOf(HttpContext context, EndpointOptions options)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            return options.SubjectOf(context.User) is { Length: > 0 } subject
                ? subject
                : throw new RefusedException(Problems.NoSubject);
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? null
            : throw new RefusedException(Problems.NotAuthenticated);
    }
}
