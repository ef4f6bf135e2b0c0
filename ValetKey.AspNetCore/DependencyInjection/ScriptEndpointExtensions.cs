using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Contract;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the module by which pages upload.</summary>
public static class ScriptEndpointExtensions
{
    /// <summary>
    /// Serves <c>valetkey.js</c>, an ES module for pages: <c>upload</c>, <c>pending</c> and <c>abandon</c>, for the endpoints of
    /// <see cref="UploadsEndpointExtensions.MapUploads"/>. Its types are in the package, <c>contract/valetkey.d.ts</c>, and the module itself beside
    /// them for who bundles it.
    /// </summary>
    /// <remarks>
    /// Open to everybody, also where the application's fallback policy demands a user: it has no secrets, and a script that is answered with the way
    /// to a login page fails in silence. <c>RequireAuthorization()</c> on what this returns closes it. Caches ask each time (<c>no-cache</c>, with an
    /// entity tag), so that a page has the module of the version that it speaks to.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">Where.</param>
    public static IEndpointConventionBuilder MapValetKeyScript(this IEndpointRouteBuilder endpoints, string pattern = "/valetkey.js")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        RequestDelegate handle = ScriptFile.AnswerAsync;
        IEndpointConventionBuilder mapped = endpoints.MapMethods(pattern, ["GET", "HEAD"], handle)
            .WithDisplayName($"{pattern} (ValetKey's module for pages)")
            .ExcludeFromDescription();
        mapped.Finally(MappedEndpoints.Open);
        return mapped;
    }
}
