using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>An issuer for the gateway, registered as an application registers it.</summary>
internal sealed class GatewayIssuer : IAsyncDisposable
{
    public const string Name = "gateway";

    private readonly ServiceProvider _services;

    private GatewayIssuer(ServiceProvider services) => _services = services;

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public static GatewayIssuer Create(
        CephGateway gateway,
        Action<AmazonS3Options>? configure = null,
        Action<ValetKeyOptions>? rules = null,
        Action<IServiceCollection>? prepare = null)
    {
        ServiceCollection services = new();
        prepare?.Invoke(services);
        services.AddValetKey(options => rules?.Invoke(options)).AddAmazonS3(Name, options =>
        {
            options.Region = CephGateway.Region;
            options.ServiceUrl = gateway.Endpoint;
            options.Credentials = gateway.Owner;
            configure?.Invoke(options);
        });
        return new GatewayIssuer(services.BuildServiceProvider());
    }

    /// <summary>One that may take on the gateway's role.</summary>
    public static GatewayIssuer WithRole(
        CephGateway gateway,
        Action<AmazonS3Options>? configure = null,
        Action<ValetKeyOptions>? rules = null,
        Action<IServiceCollection>? prepare = null) => Create(
            gateway,
            options =>
            {
                options.RoleArn = CephGateway.RoleArn;
                options.StsServiceUrl = gateway.StsEndpoint;
                options.MaximumSessionPolicyLength = 1500;
                configure?.Invoke(options);
            },
            rules,
            prepare);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
