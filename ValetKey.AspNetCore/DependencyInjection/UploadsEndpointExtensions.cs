using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Contract;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the endpoints of uploads.</summary>
public static class UploadsEndpointExtensions
{
    /// <summary>
    /// Serves uploads: <c>POST {pattern}</c> declares one and gets an offer with a ticket; <c>GET {pattern}/{id}</c> says what the store has,
    /// <c>POST {pattern}/{id}/parts</c> gives requests for parts, <c>POST {pattern}/{id}/complete</c> publishes, <c>DELETE {pattern}/{id}</c> gives
    /// up. All but the first want the ticket, in the header <c>Upload-Ticket</c>.
    /// </summary>
    /// <remarks>
    /// Closed by default: a user is demanded unless <c>AllowAnonymous()</c> is written on what this returns; <c>RequireAuthorization(…)</c> says more
    /// precisely who may. An application without any authentication does not start.
    /// </remarks>
    /// <param name="endpoints">The application, or a group.</param>
    /// <param name="pattern">Where, such as <c>/pictures</c>.</param>
    /// <param name="name">Which uploads.</param>
    /// <exception cref="InvalidOperationException">There are no uploads of this name.</exception>
    public static IEndpointConventionBuilder MapUploads(this IEndpointRouteBuilder endpoints, string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetService<UploadSites>() is not { } sites || !sites.Names.Contains(name))
        {
            throw new InvalidOperationException($"There are no uploads named '{name}'; call services.AddUploads<…>(\"{name}\") first.");
        }

        RouteGroupBuilder group = endpoints.MapGroup(pattern);
        Map("POST", "", 0, UploadContract.Create(name), (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.CreateAsync));
        Map("GET", "/{id}", 1, UploadContract.Status(name), (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.StatusAsync));
        Map("DELETE", "/{id}", 1, UploadContract.Abort(name), (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.AbortAsync));
        Map("POST", "/{id}/parts", 2, UploadContract.Parts(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.PartsAsync));
        Map("POST", "/{id}/complete", 2, UploadContract.Complete(name),
            (uploads, context) => uploads.Gate.EnterAsync(context, uploads.Endpoints.CompleteAsync));
        ((IEndpointConventionBuilder)group).Finally(endpoint => MappedEndpoints.Close(endpoint, services));
        services.GetRequiredService<MappedEndpoints>().Add(endpoints);
        return group;

        void Map(string method, string path, int depth, object[] contract, Func<UploadServices, HttpContext, Task> answer)
        {
            RequestDelegate handle = context => answer(sites.Get(name), context);
            group.MapMethods(path, [method], handle)
                .WithMetadata([.. contract, new UploadRoute(depth), new ApiEndpoint()])
                .WithDisplayName($"{method} {pattern}{path} (uploads '{name}')");
        }
    }
}
