using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.DependencyInjection;

public sealed class CoreRegistrationTests
{
    private static readonly Func<IServiceProvider, IKeySigner> Factory = _ => new TestSigner(TestCapabilities.Everything());

    [Test]
    public void First_issuer_is_also_the_unkeyed_one_and_each_is_keyed_by_its_name()
    {
        using ServiceProvider services = Build(b => b.AddSigner("media", Factory).AddSigner("reports", Factory));

        IValetKeyIssuer unkeyed = services.GetRequiredService<IValetKeyIssuer>();

        unkeyed.Name.Should().Be("media");
        services.GetRequiredKeyedService<IValetKeyIssuer>("media").Should().BeSameAs(unkeyed);
        services.GetRequiredKeyedService<IValetKeyIssuer>("reports").Name.Should().Be("reports");
        services.GetKeyedService<IValetKeyIssuer>("other").Should().BeNull();
        services.GetServices<IValetKeyIssuer>().Should().HaveCount(1);
    }

    [Test]
    public void Issuer_signer_and_clock_are_made_once()
    {
        int made = 0;
        using ServiceProvider services = Build(b => b.AddSigner("media", (_, name) =>
        {
            name.Should().Be("media");
            made++;
            return new TestSigner(TestCapabilities.Everything());
        }));

        services.GetRequiredKeyedService<IValetKeyIssuer>("media").Should().BeSameAs(services.GetRequiredService<IValetKeyIssuer>());
        services.GetRequiredKeyedService<IKeySigner>("media").Should().BeSameAs(services.GetRequiredKeyedService<IKeySigner>("media"));
        services.GetRequiredKeyedService<StorageClock>("media").Should().BeSameAs(services.GetRequiredKeyedService<StorageClock>("media"));
        made.Should().Be(1);
    }

    [Test]
    public void Same_registration_again_changes_nothing()
    {
        ServiceCollection once = new();
        once.AddValetKey().AddSigner("media", Factory).AddPolicy<AllowAll>().AddAuditSink<NullSink>().AddAuditLog();
        ServiceCollection twice = new();

        for (int i = 0; i < 2; i++)
        {
            twice.AddValetKey().AddSigner("media", Factory).AddPolicy<AllowAll>().AddAuditSink<NullSink>().AddAuditLog();
        }

        twice.Should().HaveSameCount(once);
    }

    [Test]
    public void Another_signer_under_the_same_name_is_refused()
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey().AddSigner("media", Factory);

        builder.Invoking(b => b.AddSigner("media", _ => new TestSigner(TestCapabilities.Everything()))).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("name").WithMessage("A signer named 'media' is already registered; give this one another name.*");
    }

    [Test]
    public void Names_are_told_apart_by_case()
    {
        using ServiceProvider services = Build(b => b.AddSigner("media", Factory).AddSigner("Media", Factory));

        services.GetRequiredKeyedService<IValetKeyIssuer>("Media").Name.Should().Be("Media");
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase(null)]
    public void Blank_name_is_refused(string? blank)
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey();

        builder.Invoking(b => b.AddSigner(blank!, Factory)).Should().Throw<ArgumentException>().WithParameterName("name");
        builder.Invoking(b => b.Configure(blank!, _ => { })).Should().Throw<ArgumentException>().WithParameterName("name");
    }

    [Test]
    public void Settings_for_all_and_for_one_add_up()
    {
        ServiceCollection services = new();
        services.AddValetKey(o => o.DefaultLifetime = TimeSpan.FromMinutes(5)).AddSigner("one", Factory).AddSigner("two", Factory)
            .Configure("two", o => o.MaximumLifetime = TimeSpan.FromMinutes(7));
        services.AddValetKey(o => o.RequireHttps = false);
        using ServiceProvider provider = services.BuildServiceProvider();
        IOptionsMonitor<ValetKeyOptions> options = provider.GetRequiredService<IOptionsMonitor<ValetKeyOptions>>();

        (options.Get("one").DefaultLifetime, options.Get("one").MaximumLifetime, options.Get("one").RequireHttps)
            .Should().Be((TimeSpan.FromMinutes(5), TimeSpan.FromHours(1), false));
        (options.Get("two").DefaultLifetime, options.Get("two").MaximumLifetime, options.Get("two").RequireHttps)
            .Should().Be((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(7), false));
    }

    [Test]
    public void Applications_own_clock_is_kept()
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestIssuer.Noon));
        services.AddValetKey().AddSigner("x", Factory);
        using ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredKeyedService<StorageClock>("x").GetUtcNow().Should().Be(TestIssuer.Noon);
    }

    [Test]
    public async Task Bare_container_without_logging_issues_keys()
    {
        await using ServiceProvider services = Build(b => b.AddSigner("media", Factory));

        IssuedKey key = await services.GetRequiredService<IValetKeyIssuer>().IssueAsync(Requests.Read());

        key.Form.Should().Be(KeyForm.SignedUrl);
    }

    [Test]
    public void Container_validates_and_disposes_cleanly()
    {
        ServiceCollection services = new();
        services.AddValetKey().AddSigner("a", Factory).AddSigner("b", Factory).AddPolicy<AllowAll>();
        ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        provider.GetRequiredService<IValetKeyIssuer>();
        provider.GetRequiredKeyedService<IValetKeyIssuer>("a");

        provider.Invoking(p => p.Dispose()).Should().NotThrow();
    }

    [Test]
    public void Nulls_are_refused()
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey();

        FluentActions.Invoking(() => ((IServiceCollection)null!).AddValetKey()).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new ServiceCollection().AddValetKey((Action<ValetKeyOptions>)null!)).Should().Throw<ArgumentNullException>();
        builder.Invoking(b => b.AddSigner("x", (Func<IServiceProvider, IKeySigner>)null!)).Should().Throw<ArgumentNullException>();
        builder.Invoking(b => b.AddPolicy(null!)).Should().Throw<ArgumentNullException>();
        builder.Invoking(b => b.AddAuditSink(null!)).Should().Throw<ArgumentNullException>();
        builder.Invoking(b => b.Configure("x", null!)).Should().Throw<ArgumentNullException>();
    }

    private static ServiceProvider Build(Action<IValetKeyBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddValetKey());
        return services.BuildServiceProvider();
    }

    private sealed class AllowAll : IKeyPolicy
    {
        public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) => new(request);
    }

    private sealed class NullSink : IKeyAuditSink
    {
        public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
