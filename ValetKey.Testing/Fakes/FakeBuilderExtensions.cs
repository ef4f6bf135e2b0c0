using Microsoft.Extensions.DependencyInjection.Extensions;
using ValetKey;
using ValetKey.Providers;
using ValetKey.Testing;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds fakes where an application adds its stores.</summary>
public static class FakeBuilderExtensions
{
    /// <summary>Adds a fake issuer, or puts it in the place of the one that has the name.</summary>
    /// <remarks>
    /// <para>The <see cref="FakeIssuer"/> is keyed by <paramref name="name"/>, and the first is also there without a key; it is the
    /// <see cref="IValetKeyIssuer"/> of this name. Options, policies and audit sinks are the application's.</para>
    /// <para>In the place of a store it refuses what that store's signer does not declare. The signer is made for that, from its own settings, which
    /// are checked as ever; it signs nothing.</para>
    /// </remarks>
    /// <param name="builder">The builder.</param>
    /// <param name="name">The issuer's name.</param>
    public static IValetKeyBuilder AddFake(this IValetKeyBuilder builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        IServiceCollection services = builder.Services;
        if (services.Any(descriptor => descriptor.ServiceType == typeof(FakeIssuer) && Equals(descriptor.ServiceKey, name)))
        {
            return builder;
        }

        if (SignerBuilderExtensions.FindRegistration(services, name) is null)
        {
            builder.AddSigner(name, (_, key) => new FakeSigner(key, FakeCapabilities.Everything));
        }

        services.AddKeyedSingleton(
            name, (provider, _) => new FakeIssuer(name, provider, provider.GetRequiredKeyedService<IKeySigner>(name).Capabilities));
        services.AddKeyedSingleton<IValetKeyIssuer>(name, (provider, _) => provider.GetRequiredKeyedService<FakeIssuer>(name));
        services.TryAddSingleton(provider => provider.GetRequiredKeyedService<FakeIssuer>(name));
        return builder;
    }
}
