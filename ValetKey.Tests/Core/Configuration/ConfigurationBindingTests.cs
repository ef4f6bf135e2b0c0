using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Configuration;

[InForeignCultures]
public sealed class ConfigurationBindingTests
{
    [Test]
    public void Every_setting_is_read()
    {
        ValetKeyOptions options = Bind(
            ("DefaultLifetime", "00:02:00"), ("MaximumLifetime", "1.00:00:00"), ("AllowedPermissions", "Read, write"),
            ("AllowedScopes:0", "container:media"), ("AllowedScopes:1", "prefix:reports/2026/"), ("requirehttps", "FALSE"),
            ("AuditFailure", "logandcontinue"), ("ClockSkew:StartBackdate", "00:00:30"), ("ClockSkew:ExpiryMargin", "00:00:10"),
            ("StorageClock:Enabled", "false"), ("StorageClock:MaximumCorrection", "00:30:00"), ("StorageClock:tolerance", "00:00:05"),
            ("StorageClock:MeasureEvery", "00:10:00"));

        options.DefaultLifetime.Should().Be(TimeSpan.FromMinutes(2));
        options.MaximumLifetime.Should().Be(TimeSpan.FromDays(1));
        options.AllowedPermissions.Should().Be(Permissions.Read | Permissions.Write);
        options.AllowedScopes.Should().Equal(KeyScope.ForContainer("media"), KeyScope.ForPrefix("reports", "2026/"));
        options.RequireHttps.Should().BeFalse();
        options.AuditFailure.Should().Be(AuditFailureBehavior.LogAndContinue);
        options.ClockSkew.Should().Be(new ClockSkewPolicy { StartBackdate = TimeSpan.FromSeconds(30), ExpiryMargin = TimeSpan.FromSeconds(10) });
        options.StorageClock.Enabled.Should().BeFalse();
        options.StorageClock.MaximumCorrection.Should().Be(TimeSpan.FromMinutes(30));
        options.StorageClock.Tolerance.Should().Be(TimeSpan.FromSeconds(5));
        options.StorageClock.MeasureEvery.Should().Be(TimeSpan.FromMinutes(10));
    }

    [Test]
    public void Every_option_has_a_setting()
    {
        IEnumerable<string> names = typeof(ValetKeyOptions).GetProperties().Select(property => property.Name);

        Action bind = () => Bind(("Nonsense", "1"));

        string fault = bind.Should().ThrowExactly<OptionsValidationException>().Which.Failures.Single();
        fault.Split("known are ")[1].TrimEnd('.').Split(", ").Should().BeEquivalentTo(names);
    }

    [TestCase("MaxLifetime", "01:00:00", "V:MaxLifetime is not a setting; known are *")]
    [TestCase("ClockSkew:Backdate", "00:01:00", "V:ClockSkew:Backdate is not a setting; known are StartBackdate, ExpiryMargin.")]
    [TestCase("StorageClock:Enable", "true",
        "V:StorageClock:Enable is not a setting; known are Enabled, MaximumCorrection, Tolerance, MeasureEvery.")]
    [TestCase("DefaultLifetime", "soon", "V:DefaultLifetime is 'soon'; it must be a time span such as 00:15:00.")]
    [TestCase("DefaultLifetime", "", "V:DefaultLifetime is ''; it must be a time span such as 00:15:00.")]
    [TestCase("MaximumLifetime", "30", "V:MaximumLifetime is '30'; it must be a time span such as 00:15:00.")]
    [TestCase("MaximumLifetime:Value", "00:30:00", "V:MaximumLifetime is a section; it must be a plain value.")]
    [TestCase("AllowedPermissions", "Raed", "V:AllowedPermissions is 'Raed'; it must be of None, Read, *")]
    [TestCase("AllowedPermissions", "2047", "V:AllowedPermissions is '2047'; it must be of None, Read, *")]
    [TestCase("AllowedPermissions:0", "Read", "V:AllowedPermissions is a section; it must be a plain value.")]
    [TestCase("AllowedScopes:0", "media", "V:AllowedScopes:0: 'media' is not a scope. *")]
    [TestCase("AllowedScopes:0", "prefix:media/t1", "V:AllowedScopes:0: 'prefix:media/t1' is not a scope. *does not end in '/'*")]
    [TestCase("AllowedScopes:0:Container", "media", "V:AllowedScopes:0 is a section; it must be a plain value.")]
    [TestCase("AllowedScopes", "container:media", "V:AllowedScopes is a plain value; it must be a list of scopes*")]
    [TestCase("ClockSkew", "00:05:00", "V:ClockSkew is a plain value; it must be a section with StartBackdate, ExpiryMargin.")]
    [TestCase("StorageClock", "false", "V:StorageClock is a plain value; it must be a section with Enabled, *")]
    [TestCase("RequireHttps", "yes", "V:RequireHttps is 'yes'; it must be true or false.")]
    [TestCase("AuditFailure", "Ignore", "V:AuditFailure is 'Ignore'; it must be of Refuse, LogAndContinue.")]
    [TestCase("AuditFailure", "1", "V:AuditFailure is '1'; it must be of Refuse, LogAndContinue.")]
    public void Setting_that_cannot_be_read_is_a_fault_at_start(string key, string value, string fault)
    {
        Action bind = () => Bind((key, value));

        bind.Should().ThrowExactly<OptionsValidationException>().Which.Failures.Should().ContainSingle().Which.Should().Match(fault);
    }

    [Test]
    public void All_unreadable_settings_are_told_at_once()
    {
        Action bind = () =>
            Bind(("DefaultLifetime", "x"), ("Unknown", "x"), ("AllowedScopes:0", "x"), ("AllowedScopes:1", "y"), ("ClockSkew:Z", "1"));

        bind.Should().ThrowExactly<OptionsValidationException>().Which.Failures.Should().HaveCount(5);
    }

    [Test]
    public async Task Change_of_the_configuration_reaches_the_issuers()
    {
        ConfigurationRoot root = Root(("V:AllowedPermissions", "Read"));
        TestSigner signer = new(TestCapabilities.Everything());
        ServiceCollection services = new();
        services.AddValetKey(root.GetSection("V")).AddSigner("one", _ => signer).AddSigner("two", _ => signer);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IValetKeyIssuer[] issuers =
            [provider.GetRequiredKeyedService<IValetKeyIssuer>("one"), provider.GetRequiredKeyedService<IValetKeyIssuer>("two")];
        KeyRequest request = new(Requests.Avatar, Permissions.Delete);

        foreach (IValetKeyIssuer issuer in issuers)
        {
            await FluentActions.Awaiting(() => issuer.IssueAsync(request).AsTask()).Should().ThrowAsync<ValetKeyException>();
        }

        root["V:AllowedPermissions"] = "Delete";
        root.Reload();

        foreach (IValetKeyIssuer issuer in issuers)
        {
            (await issuer.IssueAsync(request)).Permissions.Should().Be(Permissions.Delete);
        }
    }

    [Test]
    public async Task Change_to_nonsense_leaves_the_settings_as_they_were()
    {
        ConfigurationRoot root = Root(("V:AllowedPermissions", "Read"));
        ServiceCollection services = new();
        services.AddValetKey(root.GetSection("V")).AddSigner("one", _ => new TestSigner(TestCapabilities.Everything()));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IValetKeyIssuer issuer = provider.GetRequiredService<IValetKeyIssuer>();

        root["V:AllowedPermissions"] = "Nonsense";
        root.Reload();

        (await issuer.IssueAsync(Requests.Read())).Permissions.Should().Be(Permissions.Read);
        await FluentActions.Awaiting(() => issuer.IssueAsync(new KeyRequest(Requests.Avatar, Permissions.Delete)).AsTask())
            .Should().ThrowAsync<ValetKeyException>();
    }

    private static ValetKeyOptions Bind(params (string Key, string Value)[] settings)
    {
        ServiceCollection services = new();
        services.AddValetKey(Root([.. settings.Select(s => ($"V:{s.Key}", s.Value))]).GetSection("V"))
            .AddSigner("x", _ => new TestSigner(TestCapabilities.Everything()));
        using ServiceProvider provider = services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();
        return provider.GetRequiredService<IOptionsMonitor<ValetKeyOptions>>().Get("x");
    }

    private static ConfigurationRoot Root(params (string Key, string Value)[] settings) =>
        new([new MemoryConfigurationProvider(
            new MemoryConfigurationSource { InitialData = settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)) })]);
}
