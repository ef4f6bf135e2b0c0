namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The two ways that clients go, for what an application adds to them.</summary>
public sealed class ValetKeyClientBuilder
{
    internal ValetKeyClientBuilder(IServiceCollection services, IHttpClientBuilder application, IHttpClientBuilder storage) =>
        (Services, Application, Storage) = (services, application, storage);

    /// <summary>The services.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The client for the application: here go handlers that say who the user is.</summary>
    public IHttpClientBuilder Application { get; }

    /// <summary>The client for the store, such as for a proxy or a certificate. What opens the application has no place here.</summary>
    public IHttpClientBuilder Storage { get; }
}
