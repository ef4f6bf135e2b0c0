using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>Endpoints of one kind of uploads below a pattern, closed by default.</summary>
internal sealed class UploadGroup
{
    private readonly RouteGroupBuilder _group;
    private readonly UploadSites _sites;
    private readonly string _pattern;
    private readonly string _name;

    /// <exception cref="InvalidOperationException">There are no uploads of this name.</exception>
    public UploadGroup(IEndpointRouteBuilder endpoints, string pattern, string name)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        IServiceProvider services = endpoints.ServiceProvider;
        if (services.GetService<UploadSites>() is not { } sites || !sites.Names.Contains(name))
        {
            throw new InvalidOperationException($"There are no uploads named '{name}'; call services.AddUploads<…>(\"{name}\") first.");
        }

        (_group, _sites, _pattern, _name) = (endpoints.MapGroup(pattern), sites, pattern, name);
        Conventions.Finally(endpoint => MappedEndpoints.Close(endpoint, services));
    }

    public IEndpointConventionBuilder Conventions => _group;

    /// <param name="method">The method.</param>
    /// <param name="path">Where, below the pattern.</param>
    /// <param name="depth">How many segments below the collection.</param>
    /// <param name="contract">What is said of it in the application's description.</param>
    /// <param name="answer">What it does.</param>
    public void Map(string method, string path, int depth, object[] contract, Func<UploadServices, HttpContext, Task> answer)
    {
        RequestDelegate handle = context => answer(_sites.Get(_name), context);
        Add(contract);
        if (contract.Any(item => item is IAcceptsMetadata))
        {
            Add([new ExcludeFromDescriptionAttribute()]); // Takes other bodies too: routing would refuse them without a problem.
        }

        void Add(object[] said) => _group.MapMethods(path, [method], handle)
            .WithMetadata([.. said, new UploadRoute(depth), new ApiEndpoint()])
            .WithDisplayName($"{method} {_pattern}{path} (uploads '{_name}')");
    }
}
