using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ValetKey.AspNetCore.Carrying;
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
        UploadsOptions options = services.GetRequiredService<IOptionsMonitor<UploadsOptions>>().Get(name);
        string issuer = options.IssuerIn(services);
        IValetKeyIssuer keys = services.GetKeyedService<IValetKeyIssuer>(issuer) ?? throw new InvalidOperationException(
            $"The uploads '{name}' go to the issuer '{issuer}', and there is none of that name.");
        KeyAbilities abilities = new(services.GetRequiredKeyedService<IKeySigner>(issuer));
        return new UploadServices(
            new UploadSite
            {
                Name = name,
                Options = options,
                Issuer = keys,
                Abilities = abilities,
                Operations = services.GetKeyedService<IStorageOperations>(issuer) ?? Carrying(services, name, keys, abilities),
                Ledger = services.GetRequiredService<LedgerChanges>(),
                Time = services.GetRequiredService<TimeProvider>(),
                Handlers = new HandlerCalls(services.GetRequiredService<IServiceScopeFactory>(), name),
                Metrics = services.GetRequiredService<UploadMetrics>(),
                Logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("ValetKey.AspNetCore.Uploads"),
            },
            services.GetRequiredService<IDataProtectionProvider>());
    }

    /// <summary>For a provider that signs and does no more.</summary>
    private static CarryingOperations Carrying(IServiceProvider services, string name, IValetKeyIssuer issuer, KeyAbilities abilities)
    {
        Permissions[] missing = [.. new[] { Permissions.Read, Permissions.Create, Permissions.Delete }
            .Where(permission => abilities.EnforcedOn(ResourceKinds.Object, permission) is null)];
        return missing.Length == 0
            ? new CarryingOperations(issuer, abilities, services.GetRequiredService<CarryingClient>().Http)
            : throw new InvalidOperationException(
                $"The uploads '{name}' go to the issuer '{issuer.Name}', whose provider has no {nameof(IStorageOperations)}, and no keys to "
                    + $"{string.Join(", ", missing)} one object either: what was uploaded could neither be verified nor published.");
    }
}

/// <summary>That uploads of a name were registered.</summary>
internal sealed record UploadRegistration(string Name, Type Handler);
