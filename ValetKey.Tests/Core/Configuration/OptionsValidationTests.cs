using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Configuration;

public sealed class OptionsValidationTests
{
    private static readonly (string Name, Action<ValetKeyOptions> Configure, string Fault)[] Rows =
    [
        ("no default", o => o.DefaultLifetime = TimeSpan.Zero, "*x.DefaultLifetime is 00:00:00; it must be from 00:00:01 to 365.00:00:00."),
        ("negative default", o => o.DefaultLifetime = TimeSpan.FromSeconds(-1),
            "*x.DefaultLifetime is -00:00:01; it must be from 00:00:01 to 365.00:00:00."),
        ("endless maximum", o => o.MaximumLifetime = TimeSpan.FromDays(366),
            "*x.MaximumLifetime is 366.00:00:00; it must be from 00:00:01 to 365.00:00:00."),
        ("default above maximum", o => o.MaximumLifetime = TimeSpan.FromMinutes(10),
            "DefaultLifetime is 00:15:00; it must be at most MaximumLifetime, 00:10:00."),
        ("no permission", o => o.AllowedPermissions = Permissions.None, "AllowedPermissions is None; it must be one or more of Read, *"),
        ("unknown permission", o => o.AllowedPermissions = (Permissions)(1 << 20),
            "AllowedPermissions is 1048576; it must be one or more of Read, *"),
        ("null scope", o => o.AllowedScopes.Add(null!), "AllowedScopes holds null; each must be a scope."),
        ("null skew", o => o.ClockSkew = null!, "ClockSkew is null; ClockSkewPolicy.Strict means no allowance."),
        ("negative backdate", o => o.ClockSkew = new() { StartBackdate = -TimeSpan.FromSeconds(1) },
            "ClockSkew.StartBackdate is -00:00:01; it must be from 00:00:00 to 00:15:00."),
        ("long backdate", o => o.ClockSkew = new() { StartBackdate = TimeSpan.FromMinutes(16) },
            "ClockSkew.StartBackdate is 00:16:00; it must be from 00:00:00 to 00:15:00."),
        ("negative margin", o => o.ClockSkew = new() { ExpiryMargin = -TimeSpan.FromSeconds(1) },
            "ClockSkew.ExpiryMargin is -00:00:01; it must be from 00:00:00 to 00:15:00."),
        ("long margin", o => o.ClockSkew = new() { ExpiryMargin = TimeSpan.FromMinutes(16) },
            "ClockSkew.ExpiryMargin is 00:16:00; it must be from 00:00:00 to 00:15:00."),
        ("no correction", o => o.StorageClock.MaximumCorrection = TimeSpan.Zero,
            "*MaximumCorrection is 00:00:00; it must be from 00:00:01 to 01:00:00."),
        ("long correction", o => o.StorageClock.MaximumCorrection = TimeSpan.FromHours(2),
            "*MaximumCorrection is 02:00:00; it must be from 00:00:01 to 01:00:00."),
        ("no tolerance", o => o.StorageClock.Tolerance = TimeSpan.Zero, "*Tolerance is 00:00:00; it must be from 00:00:01 to 00:01:00."),
        ("busy measuring", o => o.StorageClock.MeasureEvery = TimeSpan.FromSeconds(59),
            "*MeasureEvery is 00:00:59; it must be from 00:01:00 to 1.00:00:00."),
        ("rare measuring", o => o.StorageClock.MeasureEvery = TimeSpan.FromDays(2),
            "*MeasureEvery is 2.00:00:00; it must be from 00:01:00 to 1.00:00:00."),
        ("long tolerance", o => o.StorageClock.Tolerance = TimeSpan.FromMinutes(2), "*Tolerance is 00:02:00; it must be from 00:00:01 to 00:01:00."),
        ("unknown audit behavior", o => o.AuditFailure = (AuditFailureBehavior)7, "AuditFailure is 7; it must be Refuse or LogAndContinue."),
    ];

    public static IEnumerable<TestCaseData> Cases() => Rows.Select(row => new TestCaseData(row.Configure, row.Fault).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Cases))]
    public void Option_out_of_range_is_refused_at_start_with_field_value_and_range(Action<ValetKeyOptions> configure, string fault)
    {
        using ServiceProvider services = Services(configure);

        Action start = () => services.GetRequiredService<IStartupValidator>().Validate();

        start.Should().ThrowExactly<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().Match(fault);
    }

    [Test]
    public void All_faults_are_told_at_once()
    {
        using ServiceProvider services = Services(o =>
        {
            o.DefaultLifetime = TimeSpan.Zero;
            o.MaximumLifetime = TimeSpan.FromDays(400);
            o.AllowedPermissions = Permissions.None;
            o.ClockSkew = new() { StartBackdate = TimeSpan.FromHours(1), ExpiryMargin = TimeSpan.FromHours(1) };
            o.StorageClock.Tolerance = TimeSpan.FromHours(1);
            o.AuditFailure = (AuditFailureBehavior)7;
        });

        Action start = () => services.GetRequiredService<IStartupValidator>().Validate();

        start.Should().ThrowExactly<OptionsValidationException>().Which.Failures.Should().HaveCount(7);
    }

    [Test]
    public void Extremes_of_the_ranges_are_accepted()
    {
        using ServiceProvider services = Services(o =>
        {
            o.DefaultLifetime = TimeSpan.FromSeconds(1);
            o.MaximumLifetime = TimeSpan.FromDays(365);
            o.ClockSkew = new() { StartBackdate = TimeSpan.FromMinutes(15), ExpiryMargin = TimeSpan.FromMinutes(15) };
            o.StorageClock.MaximumCorrection = TimeSpan.FromHours(1);
            o.StorageClock.Tolerance = TimeSpan.FromMinutes(1);
        });

        services.GetRequiredService<IStartupValidator>().Invoking(v => v.Validate()).Should().NotThrow();
    }

    [Test]
    public void Each_named_issuer_is_validated_at_start()
    {
        ServiceCollection services = new();
        services.AddValetKey().AddSigner("good", _ => Signer()).AddSigner("bad", _ => Signer())
            .Configure("bad", o => o.DefaultLifetime = TimeSpan.Zero);
        using ServiceProvider provider = services.BuildServiceProvider();

        Action start = () => provider.GetRequiredService<IStartupValidator>().Validate();

        start.Should().ThrowExactly<OptionsValidationException>().Which.OptionsName.Should().Be("bad");
    }

    private static ServiceProvider Services(Action<ValetKeyOptions> configure)
    {
        ServiceCollection services = new();
        services.AddValetKey(configure).AddSigner("x", _ => Signer());
        return services.BuildServiceProvider();
    }

    private static TestSigner Signer() => new(TestCapabilities.Everything());
}
