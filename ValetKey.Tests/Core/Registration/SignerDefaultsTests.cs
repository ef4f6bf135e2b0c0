using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Providers;

namespace ValetKey.Tests.Core.Registration;

/// <summary>What a provider fills in from the application's services.</summary>
public sealed class SignerDefaultsTests
{
    private const string Known = "known to the application";

    [Test]
    public void What_nobody_set_is_filled_in() => Read().Secret.Should().Be(Known);

    [Test]
    public void What_was_set_stays() => Read(options => options.Secret = "set").Secret.Should().Be("set");

    [Test]
    public void It_runs_after_all_settings_and_once_a_reading()
    {
        List<string?> seen = [];
        using ServiceProvider services = Services(
            (options, _, _) => seen.Add(options.Secret),
            builder => builder.Services.Configure<StoreOptions>("store", options => options.Secret = "late"));

        services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("store");

        seen.Should().Equal("late");
    }

    [Test]
    public void It_runs_before_the_checks()
    {
        using ServiceProvider services = Services((options, _, _) => options.Parts = 101, _ => { });

        FluentActions.Invoking(() => services.GetRequiredService<IStartupValidator>().Validate())
            .Should().Throw<OptionsValidationException>().Which.Failures.Should().Equal("Parts is too many.");
    }

    [Test]
    public void It_knows_the_name_and_leaves_other_names_alone()
    {
        List<string> names = [];
        using ServiceProvider services = Services((_, _, name) => names.Add(name), _ => { });

        services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("another");
        services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("store");

        names.Should().Equal("store");
    }

    private static StoreOptions Read(Action<StoreOptions>? configure = null)
    {
        using ServiceProvider services = Services(
            (options, provider, name) => options.Secret ??= provider.GetRequiredKeyedService<string>(name),
            builder => builder.Services.Configure<StoreOptions>("store", options => configure?.Invoke(options)).AddKeyedSingleton("store", Known));
        return services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("store");
    }

    private static ServiceProvider Services(Action<StoreOptions, IServiceProvider, string> defaults, Action<IValetKeyBuilder> more)
    {
        SignerDefinition<StoreOptions> definition = new((_, _) => throw new InvalidOperationException("No signer is needed."))
        {
            Defaults = defaults,
            Faults = options => options.Parts > 100 ? ["Parts is too many."] : [],
        };
        ServiceCollection services = [];
        more(services.AddValetKey().AddSigner("store", definition));
        return services.BuildServiceProvider();
    }
}
