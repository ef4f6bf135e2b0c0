using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Policies;

/// <summary>A policy may be for one issuer alone.</summary>
public sealed class NamedPolicyTests
{
    [Test]
    public async Task Policy_of_one_issuer_is_not_asked_for_another()
    {
        TestPolicy policy = new(r => r);
        using ServiceProvider services = Build(b => b.AddPolicy("media", policy).AddPolicy<Refusing>("reports"));

        await services.GetRequiredKeyedService<IValetKeyIssuer>("media").IssueAsync(Requests.Read());
        Func<Task> refused = () => services.GetRequiredKeyedService<IValetKeyIssuer>("reports").IssueAsync(Requests.Read()).AsTask();

        (await refused.Should().ThrowExactlyAsync<ValetKeyException>()).Which.Detail.Should().Be("Not from reports.");
        policy.Asked.Single().Context.IssuerName.Should().Be("media");
    }

    [Test]
    public async Task Policies_for_all_are_asked_first_and_each_kind_in_the_order_of_registration()
    {
        List<string> order = [];
        using ServiceProvider services = Build(b => b
            .AddPolicy("media", Noting("own 1")).AddPolicy(Noting("all 1")).AddPolicy("media", Noting("own 2")).AddPolicy(Noting("all 2")));

        await services.GetRequiredKeyedService<IValetKeyIssuer>("media").IssueAsync(Requests.Read());

        order.Should().Equal("all 1", "all 2", "own 1", "own 2");

        TestPolicy Noting(string name) => new(request =>
        {
            order.Add(name);
            return request;
        });
    }

    [Test]
    public void Same_type_again_under_the_name_changes_nothing()
    {
        using ServiceProvider services = Build(b => b.AddPolicy<Refusing>("media").AddPolicy<Refusing>("media").AddPolicy<Refusing>("reports"));

        services.GetKeyedServices<IKeyPolicy>("media").Should().ContainSingle();
        services.GetKeyedServices<IKeyPolicy>("reports").Should().ContainSingle();
        services.GetServices<IKeyPolicy>().Should().BeEmpty();
    }

    private static readonly (string Name, Action<IValetKeyBuilder> Add)[] Misspelt =
    [
        ("a type", b => b.AddPolicy<Refusing>("meida")),
        ("a policy", b => b.AddPolicy("meida", new Refusing())),
        ("settings", b => b.Configure("meida", o => o.AllowedPermissions = Permissions.Read)),
    ];

    public static IEnumerable<TestCaseData> MisspeltCases() => Misspelt.Select(row => new TestCaseData(row.Add).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(MisspeltCases))]
    public async Task Name_that_no_issuer_has_is_a_fault_at_start(Action<IValetKeyBuilder> add)
    {
        HostApplicationBuilder host = Host.CreateEmptyApplicationBuilder(null);
        Add(host.Services, add);
        using IHost application = host.Build();
        using ServiceProvider services = Build(add);

        Func<Task> start = () => application.StartAsync();
        Action resolve = () => services.GetRequiredService<IValetKeyIssuer>();

        const string Fault = "Settings or policies were given for 'meida', and no issuer has that name.";
        AggregateException faults = (await start.Should().ThrowExactlyAsync<AggregateException>("every issuer's options tell of it")).Which;
        faults.InnerExceptions.Cast<OptionsValidationException>().SelectMany(fault => fault.Failures).Should().Equal(Fault, Fault);
        resolve.Should().ThrowExactly<OptionsValidationException>().Which.Failures.Should().Equal(Fault);
    }

    [Test]
    public void Nulls_and_blank_names_are_refused()
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey();

        builder.Invoking(b => b.AddPolicy("media", null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("policy");
        builder.Invoking(b => b.AddPolicy(" ", new Refusing())).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        builder.Invoking(b => b.AddPolicy<Refusing>("")).Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        builder.Invoking(b => b.AddPolicy<Refusing>(null!)).Should().ThrowExactly<ArgumentNullException>().WithParameterName("name");
    }

    private static ServiceProvider Build(Action<IValetKeyBuilder> add)
    {
        ServiceCollection services = new();
        Add(services, add);
        return services.BuildServiceProvider();
    }

    private static void Add(IServiceCollection services, Action<IValetKeyBuilder> add) => add(services.AddValetKey()
        .AddSigner("media", _ => new TestSigner(TestCapabilities.Everything()))
        .AddSigner("reports", _ => new TestSigner(TestCapabilities.Everything())));

    private sealed class Refusing : IKeyPolicy
    {
        public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) =>
            throw ValetKeyException.Denied($"Not from {context.IssuerName}.");
    }
}
