using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ValetKey.Client;
using ValetKey.Client.Transfer;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds clients of an application that hands out valet keys.</summary>
public static class ValetKeyClientServiceCollectionExtensions
{
    private const string Application = "ValetKey.Application";
    private const string Storage = "ValetKey.Storage";

    /// <summary>Adds <see cref="UploadClient"/>, <see cref="DownloadClient"/> and <see cref="KeyClient"/>.</summary>
    /// <remarks>
    /// Neither of the two clients behind them follows redirects, keeps cookies or logs: what the framework's loggers hand to their providers has
    /// tickets in it. May be called again: settings and handlers add up.
    /// </remarks>
    /// <param name="services">The services.</param>
    /// <param name="configure">The settings; <see cref="ValetKeyClientOptions.BaseAddress"/> must be among them.</param>
    /// <returns>The builder to add handlers with, such as one that signs the user in at the application.</returns>
    public static ValetKeyClientBuilder AddValetKeyClient(this IServiceCollection services, Action<ValetKeyClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ValetKeyClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ValetKeyClientOptions>, ClientOptionsRules>());
        services.TryAddSingleton(static provider =>
        {
            IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
            return new ClientContext(
                provider.GetRequiredService<IOptions<ValetKeyClientOptions>>().Value,
                () => factory.CreateClient(Application),
                () => factory.CreateClient(Storage),
                provider.GetRequiredService<TimeProvider>());
        });
        services.TryAddSingleton(static provider => new UploadClient(provider.GetRequiredService<ClientContext>()));
        services.TryAddSingleton(static provider => new DownloadClient(provider.GetRequiredService<ClientContext>()));
        services.TryAddSingleton(static provider => new KeyClient(provider.GetRequiredService<ClientContext>()));
        return new ValetKeyClientBuilder(
            services,
            AddClient(services, Application, Handlers.CreateForApplication),
            AddClient(services, Storage, Handlers.CreateForStorage));
    }

    private static IHttpClientBuilder AddClient(IServiceCollection services, string name, Func<SocketsHttpHandler> create) => services
        .AddHttpClient(name, static client => Handlers.NoLimit(client))
        .ConfigurePrimaryHttpMessageHandler(create)
        .RemoveAllLoggers();

    private sealed class ClientOptionsRules : IValidateOptions<ValetKeyClientOptions>
    {
        public ValidateOptionsResult Validate(string? name, ValetKeyClientOptions options)
        {
            string[] faults = [.. options.FindFaults()];
            return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
