using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValetKey.AspNetCore.Ledger;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>Every kind of uploads that was registered, made when it is first needed.</summary>
internal sealed class UploadSites(IServiceProvider services, IEnumerable<UploadRegistration> registrations)
{
    private readonly Dictionary<string, Lazy<UploadServices>> _sites = registrations.ToDictionary(
        registration => registration.Name, registration => new Lazy<UploadServices>(() => Create(services, registration.Name)));

    public IEnumerable<string> Names => _sites.Keys;

    /// <exception cref="InvalidOperationException">There are none of this name, or their issuer is missing.</exception>
    public UploadServices Get(string name) => _sites.TryGetValue(name, out Lazy<UploadServices>? site)
        ? site.Value
        : throw new InvalidOperationException($"There are no uploads named '{name}'; call services.AddUploads<…>(\"{name}\") first.");

    private static UploadServices Create(IServiceProvider services, string name)
    {
        UploadOptions options = services.GetRequiredService<IOptionsMonitor<UploadOptions>>().Get(name);
        string issuer = options.IssuerIn(services);
        return new UploadServices(
            new UploadSite
            {
                Name = name,
                Options = options,
                Issuer = services.GetKeyedService<IValetKeyIssuer>(issuer) ?? throw new InvalidOperationException(
                    $"The uploads '{name}' go to the issuer '{issuer}', and there is none of that name."),
                Signer = services.GetRequiredKeyedService<IKeySigner>(issuer),
                Operations = services.GetKeyedService<IStorageOperations>(issuer) ?? throw new InvalidOperationException(
                    $"The uploads '{name}' go to the issuer '{issuer}', whose provider has no {nameof(IStorageOperations)}: what was uploaded there "
                        + "could neither be verified nor published. Register them by AddStorageOperations."),
                Ledger = services.GetRequiredService<LedgerChanges>(),
                Time = services.GetRequiredService<TimeProvider>(),
                Handlers = new HandlerCalls(services.GetRequiredService<IServiceScopeFactory>(), name),
                Metrics = services.GetRequiredService<UploadMetrics>(),
                Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ValetKey.AspNetCore.Uploads"),
            },
            services.GetRequiredService<IDataProtectionProvider>());
    }
}

/// <summary>That uploads of a name were registered.</summary>
internal sealed record UploadRegistration(string Name, Type Handler);
