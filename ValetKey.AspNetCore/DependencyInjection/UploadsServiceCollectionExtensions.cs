using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ValetKey;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Carrying;
using ValetKey.AspNetCore.Endpoints;
using ValetKey.AspNetCore.Flow;
using ValetKey.AspNetCore.Ledger;
using ValetKey.AspNetCore.Sweeping;
using static System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds uploads that are verified before they count.</summary>
public static class UploadsServiceCollectionExtensions
{
    /// <summary>Adds one kind of uploads, to be mapped by <c>app.MapUploads(pattern, name)</c>.</summary>
    /// <remarks>
    /// Where the issuer's provider has no <see cref="ValetKey.Providers.IStorageOperations"/>, it must sign URLs to read, create and delete one
    /// object; uploads then come in one piece. Keys that would open what is staged are refused from now on. Tickets are protected by the
    /// application's data protection keys, which all its instances must share.
    /// </remarks>
    /// <typeparam name="THandler">What the application knows of them; made for each call, in a scope of its own.</typeparam>
    /// <param name="services">The application's services.</param>
    /// <param name="name">The name of these uploads and of their options, also in the ledger.</param>
    /// <param name="configure">The settings.</param>
    /// <exception cref="ArgumentException">Uploads of this name have another handler.</exception>
    public static IServiceCollection AddUploads<[DynamicallyAccessedMembers(PublicConstructors)] THandler>(
        this IServiceCollection services, string name, Action<UploadsOptions>? configure = null)
        where THandler : UploadHandler
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (configure is not null)
        {
            services.Configure(name, configure);
        }

        UploadRegistration? known = services.Select(descriptor => descriptor.ServiceType == typeof(UploadRegistration)
            ? (UploadRegistration?)descriptor.ImplementationInstance : null).FirstOrDefault(registration => registration?.Name == name);
        if (known is not null)
        {
            return known.Handler == typeof(THandler)
                ? services
                : throw new ArgumentException($"Uploads named '{name}' have the handler {known.Handler.Name} already.", nameof(name));
        }

        services.AddSingleton(new UploadRegistration(name, typeof(THandler)));
        services.AddKeyedScoped<UploadHandler, THandler>(name);
        services.AddOptions<UploadsOptions>(name).ValidateOnStart();
        AddShared(services);
        return services;
    }

    private static void AddShared(IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UploadsOptions>, EndpointOptionsRules<UploadsOptions>>());
        services.TryAddSingleton<LedgerDatabase>();
        services.TryAddSingleton<LedgerChanges>();
        services.TryAddSingleton(provider => new UploadLedger(
            provider.GetRequiredService<LedgerDatabase>(), provider.GetRequiredService<LedgerChanges>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<UploadMetrics>();
        services.TryAddSingleton<CarryingClient>();
        services.TryAddSingleton<UploadSites>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IStartupFilter, MappedEndpoints>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IKeyPolicy, StagingPolicy>());
        services.AddHostedService<UploadStart>();
        services.AddHostedService<UploadSweeper>();
    }
}
