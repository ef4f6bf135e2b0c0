using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Access;

/// <summary>Who asks.</summary>
internal static class Caller
{
    /// <summary>The subject; null for an anonymous caller, where such are allowed.</summary>
    /// <exception cref="UploadRefusedException">There must be one, and there is none.</exception>
    public static string? SubjectOf(HttpContext context, UploadOptions options)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            return options.SubjectOf(context.User) is { Length: > 0 } subject
                ? subject
                : throw new UploadRefusedException(UploadProblems.NoSubject);
        }

        return context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? null
            : throw new UploadRefusedException(UploadProblems.NotAuthenticated);
    }
}
