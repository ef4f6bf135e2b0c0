using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.AspNetCore.Access;

/// <summary>The endpoints that were mapped, which are closed unless somebody opened them.</summary>
internal sealed class MappedEndpoints : IStartupFilter
{
    /// <summary>Makes the endpoints of an application with uploads, as the first request would, so that a fault shows at start.</summary>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
    {
        next(application);
        _ = application.ApplicationServices.GetService<EndpointDataSource>()?.Endpoints.Count;
    };

    /// <summary>
    /// The same where nothing was registered that hears of the start: when the application builds its pipeline, before it listens. A group does not
    /// know its application, so there the first request shows it.
    /// </summary>
    public static void MakeAtStart(IEndpointRouteBuilder endpoints)
    {
        if (endpoints is IApplicationBuilder application)
        {
            application.Use(next =>
            {
                _ = endpoints.DataSources.Sum(source => source.Endpoints.Count);
                return next;
            });
        }
    }

    /// <summary>Lets everybody in, also where the application demands a user of whatever says nothing, unless it demands one here.</summary>
    public static void Open(EndpointBuilder endpoint)
    {
        if (!SaysWhom(endpoint))
        {
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
        }
    }

    /// <summary>Demands a user, unless the application said itself what it demands, or that it demands nothing.</summary>
    public static void Close(EndpointBuilder endpoint, IServiceProvider services)
    {
        if (endpoint.Metadata.Any(item => item is IAllowAnonymous))
        {
            return;
        }

        if (services.GetService<IAuthenticationService>() is null)
        {
            throw new InvalidOperationException(
                $"{endpoint.DisplayName} demands a user, and the application has no authentication. Add it (services.AddAuthentication), "
                    + "or write .AllowAnonymous() if everybody may ask.");
        }

        if (!SaysWhom(endpoint))
        {
            endpoint.Metadata.Add(new AuthorizeAttribute());
        }
    }

    private static bool SaysWhom(EndpointBuilder endpoint) =>
        endpoint.Metadata.Any(item => item is IAuthorizeData or IAuthorizationRequirementData or AuthorizationPolicy);
}
