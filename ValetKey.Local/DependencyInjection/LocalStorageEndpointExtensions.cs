using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local.Service;
using ValetKey.Providers;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves local storage in a web application.</summary>
public static class LocalStorageEndpointExtensions
{
    /// <summary>
    /// Serves the local storage that <c>AddLocalStorage</c> has added, at <c>{path}/{container}/{name}</c>, and its queues at
    /// <c>{path}/@{queue}/messages</c>.
    /// </summary>
    /// <remarks>
    /// The key is the authorization. So the endpoints allow anonymous callers by themselves, also where the application has a fallback policy
    /// (<c>AuthorizationOptions.FallbackPolicy</c>), whose redirect to a login page would hand on the signature. Only authorization that is asked for
    /// on what this method returns is asked for here.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">Where to serve, beginning with a slash.</param>
    /// <param name="name">Which storage; null when there is only one.</param>
    /// <exception cref="ArgumentException">
    /// <paramref name="path"/> is not a plain path from the root, or <paramref name="endpoints"/> is a group.
    /// </exception>
    /// <exception cref="InvalidOperationException">There is no such storage, or several and no name is given.</exception>
    public static IEndpointConventionBuilder MapValetKeyLocalStorage(
        this IEndpointRouteBuilder endpoints, string path = "/storage", string? name = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/') || path.EndsWith('/') || path.Contains("//", StringComparison.Ordinal) || PercentEncoding.EncodePath(path) != path)
        {
            throw new ArgumentException(
                $"The path '{path}' must begin with a slash, end without one, and hold letters, digits and any of -._~ between its slashes.",
                nameof(path));
        }

        if (endpoints is RouteGroupBuilder)
        {
            throw new ArgumentException(
                "Local storage is mapped on the application itself, with its whole path: in a group that path is not known.", nameof(endpoints));
        }

        name ??= LocalStorageName.TheOnly(endpoints.ServiceProvider);
        HostedAddress address = endpoints.ServiceProvider.GetKeyedService<HostedAddress>(name)
            ?? throw new InvalidOperationException(
                $"There is no local storage named '{name}'; call AddValetKey().AddLocalStorage(\"{name}\", …) first.");
        address.MappedPath = path;
        LocalStorageService service = endpoints.ServiceProvider.GetRequiredKeyedService<LocalStorageService>(name);
        UrlLimit.Warn(endpoints.ServiceProvider, name);
        RequestDelegate handle = context => service.HandleAsync(context, path);
        IEndpointConventionBuilder mapped = endpoints.Map(path + "/{**resource}", handle).WithDisplayName($"ValetKey local storage '{name}'");
        mapped.Finally(AllowAnonymous);
        return mapped;
    }

    private static void AllowAnonymous(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(item => item is IAuthorizeData or IAuthorizationRequirementData or AuthorizationPolicy))
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }
}
