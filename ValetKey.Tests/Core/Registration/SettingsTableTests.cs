using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Registration;

/// <summary>A section is read in full or not at all.</summary>
public sealed class SettingsTableTests
{
    [Test]
    public void Every_kind_of_setting_is_read()
    {
        StoreOptions options = Read(
            ("endpoint", "https://store.example"), ("Secret", "text"), ("Parts", "7"), ("Names:a", "b"), ("Names:c", "d"),
            ("Origins:0", "x"), ("Origins:1", "y"),
            ("Digest", "sha256"), ("Retry:Pause", "00:00:30"), ("RETRY:ISFAST", "TRUE"));

        options.Endpoint.Should().Be(new Uri("https://store.example"));
        (options.Secret, options.Parts, options.Digest, options.Pause, options.IsFast)
            .Should().Be(("text", 7, ChecksumAlgorithm.Sha256, TimeSpan.FromSeconds(30), true));
        options.Names.Should().Equal(new Dictionary<string, string> { ["a"] = "b", ["c"] = "d" });
        options.Origins.Should().Equal("x", "y");
    }

    [TestCase("Sercet", "hunter2", "S:Sercet is not a setting; known are Endpoint, Secret, SecretPath, Parts, Names, Origins, Digest, Retry.")]
    [TestCase("Credential", "hunter2", "S:Credential is not a setting; *")]
    [TestCase("Retry:Puase", "00:00:01", "S:Retry:Puase is not a setting; known are Pause, IsFast.")]
    [TestCase("Endpoint", "store.example", "S:Endpoint is 'store.example'; it must be an absolute URL.")]
    [TestCase("Endpoint", "//user:hunter2@store.example/?sig=hunter2",
        "S:Endpoint is '?redacted?@store.example/??redacted?'; it must be an absolute URL.")]
    [TestCase("Endpoint", "", "S:Endpoint is ''; it must be an absolute URL.")]
    [TestCase("Endpoint", null, "S:Endpoint is ''; it must be an absolute URL.")]
    [TestCase("Secret", null, "S:Secret has no value.")]
    [TestCase("Secret:0", "hunter2", "S:Secret is a section; it must be a plain value.")]
    [TestCase("Parts", "-1", "S:Parts is '-1'; it must be a whole number.")]
    [TestCase("Parts", "1,000", "S:Parts is '1,000'; it must be a whole number.")]
    [TestCase("Parts", "99999999999", "S:Parts is '99999999999'; it must be a whole number.")]
    [TestCase("Names", "hunter2", "S:Names is a plain value; it must be a section of names.")]
    [TestCase("Origins", "hunter2", "S:Origins is a plain value; it must be a list.")]
    [TestCase("Origins:0:x", "hunter2", "S:Origins:0 is a section; it must be a plain value.")]
    [TestCase("Retry", "hunter2", "S:Retry is a plain value; it must be a section with Pause, IsFast.")]
    [TestCase("Digest", "2", "S:Digest is '2'; it must be of *")]
    [TestCase("Digest", "Sha256, 1", "S:Digest is 'Sha256, 1'; it must be of *")]
    [TestCase("Digest", "-1", "S:Digest is '-1'; it must be of *")]
    [TestCase("Digest", "", "S:Digest is ''; it must be of *")]
    [TestCase("Retry:Pause", "30", "S:Retry:Pause is '30'; it must be a time span such as 00:15:00.")]
    [TestCase("Retry:IsFast", "1", "S:Retry:IsFast is '1'; it must be true or false.")]
    [TestCase("Parts", "101", "Parts is too many; it must be up to 100.")]
    public void What_cannot_be_read_is_a_fault_at_start_that_shows_no_secret(string key, string? value, string fault) =>
        FluentActions.Invoking(() => Read((key, value))).Should().ThrowExactly<OptionsValidationException>()
            .Which.Failures.Should().ContainSingle().Which.Should().Match(fault).And.NotContain("hunter2");

    [Test]
    public void All_faults_are_told_at_once_with_those_of_the_rules() =>
        FluentActions.Invoking(() => Read(("Parts", "101"), ("Unknown", "x"), ("Digest", "x"), ("Retry:IsFast", "x"), ("Retry:x", "x")))
            .Should().ThrowExactly<OptionsValidationException>().Which.Failures.Should().HaveCount(5);

    [Test]
    public void A_setting_that_code_corrects_is_still_a_fault_where_it_cannot_be_read()
    {
        using CountedStore store = new();
        store.Start(builder => builder.AddSigner("store", store.Definition, CountedStore.Configuration(("Parts", "x")).GetSection("S"))
            .AddSigner("store", store.Definition, options => options.Parts = 1));

        FluentActions.Invoking(() => store.Services.GetRequiredService<IStartupValidator>().Validate())
            .Should().ThrowExactly<OptionsValidationException>();
    }

    [Test]
    public void Later_settings_go_before_earlier_ones_from_wherever_they_are()
    {
        using CountedStore store = new();
        store.Start(builder => builder.AddSigner("store", store.Definition, options => (options.Parts, options.Secret) = (1, "code"))
            .AddSigner("store", store.Definition, CountedStore.Configuration(("Parts", "2")).GetSection("S")));

        StoreOptions options = store.Services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("store");

        (options.Parts, options.Secret).Should().Be((2, "code"));
    }

    [Test]
    public void A_name_belongs_to_one_definition()
    {
        using CountedStore store = new();
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey().AddSigner("store", store.Definition, _ => { });

        builder.Invoking(b => b.AddSigner("store", store.Definition, _ => { })).Should().NotThrow("that adds settings");
        builder.Invoking(b => b.AddSigner("store", new CountedStore().Definition, _ => { }))
            .Should().ThrowExactly<ArgumentException>().WithParameterName("name");
        builder.Invoking(b => b.AddSigner("store", _ => new TestSigner(TestCapabilities.Everything()))).Should().ThrowExactly<ArgumentException>();
    }

    [Test]
    public void Rules_hold_for_the_name_they_came_with_alone()
    {
        using CountedStore store = new();
        store.Start(builder =>
            builder.AddSigner("store", store.Definition, _ => { }).Services.Configure<StoreOptions>("other", options => options.Parts = 101));

        store.Services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("other").Parts.Should().Be(101);
    }

    [Test]
    public void A_definition_without_settings_takes_none_from_configuration()
    {
        SignerDefinition<StoreOptions> definition = new((options, _) => new CountedStoreSigner(options));
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey();

        builder.Invoking(b => b.AddSigner("store", definition, CountedStore.Configuration())).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("definition").WithMessage("*has no Settings*");
    }

    private static StoreOptions Read(params (string Key, string? Value)[] settings)
    {
        using CountedStore store = new();
        store.Start(builder => builder.AddSigner("store", store.Definition, CountedStore.Configuration(settings).GetSection("S")));
        store.Services.GetRequiredService<IStartupValidator>().Validate();
        return store.Services.GetRequiredService<IOptionsMonitor<StoreOptions>>().Get("store");
    }
}
