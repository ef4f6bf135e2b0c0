using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Registration;

/// <summary>Changed options that cannot be used leave those before in use, and the log says so.</summary>
public sealed class RefusedReloadTests
{
    [Test]
    public void Options_that_do_not_pass_are_logged_and_those_before_stay_in_use()
    {
        int parts = 1;
        using CountedStore store = new CountedStore().StartWith(options => (options.Parts, options.Secret) = (parts, "hunter2"));

        parts = 101;
        store.Reload();

        store.Signers.Should().ContainSingle().Which.Disposals.Should().Be(0);
        FakeLog(store, "SettingsRefused").Should().ContainSingle().Which.Should().Be(
            (LogLevel.Error,
                "store: the settings have changed and cannot be used; those before stay in use. Parts is too many; it must be up to 100."));

        parts = 1;
        store.Reload();
        store.Reload();

        store.Signers.Should().ContainSingle();
        FakeLog(store, "SettingsAccepted").Should().ContainSingle().Which.Level.Should().Be(LogLevel.Information);
    }

    [Test]
    public void A_signer_that_cannot_be_made_is_logged_without_what_the_fault_says()
    {
        int parts = 1;
        using CountedStore store = new CountedStore().StartWith(options => options.Parts = parts);

        (parts, store.Fault) = (2, new InvalidOperationException("hunter2"));
        store.Reload();

        FakeLog(store, "SettingsRefused").Should().ContainSingle().Which.Message.Should().EndWith("InvalidOperationException")
            .And.NotContain("hunter2");
        store.Fault = null;
        store.Reload();
        store.Signers[^1].Options.Parts.Should().Be(2, "the next reload tries again");
    }

    [Test]
    public async Task Settings_of_an_issuer_that_do_not_pass_are_logged()
    {
        ConfigurationRoot root = CountedStore.Configuration(("MaximumLifetime", "00:30:00"));
        using TestIssuer issuer = new(with: builder => builder.Services.AddValetKey(root.GetSection("S")));

        root["S:MaximumLifetime"] = "soon";
        root.Reload();

        issuer.Logs.GetSnapshot().Should().ContainSingle(record => record.Id.Name == "SettingsRefused").Which.Message
            .Should().Contain("S:MaximumLifetime is 'soon'; it must be a time span");
        (await issuer.IssueAsync(Requests.Read())).Should().NotBeNull();
    }

    private static IEnumerable<(LogLevel Level, string Message)> FakeLog(CountedStore store, string name) =>
        store.Logs.GetSnapshot().Where(record => record.Id.Name == name).Select(record => (record.Level, record.Message));
}
