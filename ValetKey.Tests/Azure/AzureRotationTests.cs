using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValetKey.Azure;
using ValetKey.Azure.Signing;
using ValetKey.Tests.Azure.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure;

/// <summary>
/// An account's two keys take turns without a restart, while threads issue: each token is wholly of the one or wholly of the other.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AzureRotationTests
{
    private const int Threads = 4;

    private static readonly KeyScope Blob = KeyScope.ForObject("media", "a");

    private readonly Settings _settings = new();

    [Test]
    public async Task The_secondary_key_signs_from_the_moment_it_is_told_to()
    {
        await using ServiceProvider services = Services();
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();

        string before = KeyOf(await issuer.IssueUrlAsync(Blob, Permissions.Read));
        _settings.Change(options => options.SigningKey = AzureSigningKey.Secondary);
        string meanwhile = KeyOf(await issuer.IssueUrlAsync(Blob, Permissions.Read));
        _settings.Change(options => options.SigningKey = AzureSigningKey.Primary);
        string after = KeyOf(await issuer.IssueUrlAsync(Blob, Permissions.Read));

        (before, meanwhile, after).Should().Be(("primary", "secondary", "primary"));
    }

    [Test]
    public async Task Every_token_verifies_while_the_keys_take_turns()
    {
        await using ServiceProvider services = Services();
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        ConcurrentBag<SignedUrl> keys = [];
        using CancellationTokenSource over = new();

        // Threads of their own: on the pool they would leave none for the settings to change on.
        Task[] issuing = [.. Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
            () => Issue(issuer, keys, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (int turn = 0; turn < 6; turn++)
        {
            await MoreAsync(keys);
            _settings.Change(options => options.SigningKey = (AzureSigningKey)(turn % 2));
        }

        await MoreAsync(keys);
        await over.CancelAsync();
        await Task.WhenAll(issuing);

        keys.Select(KeyOf).Distinct().Should().BeEquivalentTo("primary", "secondary");
    }

    [Test]
    public async Task Settings_that_do_not_pass_change_nothing()
    {
        await using ServiceProvider services = Services();
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        await issuer.IssueUrlAsync(Blob, Permissions.Read);

        _settings.Change(options => (options.SigningKey, options.SecondaryAccountKey) = (AzureSigningKey.Secondary, null));

        services.GetFakeLogCollector().GetSnapshot().Should().ContainSingle(record => record.Id.Name == "SettingsRefused")
            .Which.Message.Should().Contain("SecondaryAccountKey is not set");
        KeyOf(await issuer.IssueUrlAsync(Blob, Permissions.Read)).Should().Be("primary");
    }

    /// <summary>So many more that some of them were begun since.</summary>
    private static Task MoreAsync(ConcurrentBag<SignedUrl> keys)
    {
        int enough = keys.Count + (2 * Threads);
        return Eventually.TrueAsync(() => keys.Count > enough);
    }

    private static void Issue(IValetKeyIssuer issuer, ConcurrentBag<SignedUrl> keys, CancellationToken over)
    {
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            SignedUrl key = issuer.IssueUrlAsync(Blob, Permissions.Read, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            if (i % 100 == 0)
            {
                keys.Add(key);
            }
        }
    }

    /// <summary>Which key made the signature; "neither" where none did.</summary>
    private static string KeyOf(SignedUrl key)
    {
        string toSign = $"r\n{SasText.Value(key.Url, "st")}\n{SasText.Value(key.Url, "se")}\n"
            + $"/blob/contoso/media/a\n\n\nhttps\n{SasVersion.Newest}\nb\n\n\n\n\n\n\n";
        string signature = SasText.Value(key.Url, "sig")!;
        return signature == SasText.Signature(toSign, TestAccount.Key) ? "primary"
            : signature == SasText.Signature(toSign, TestAccount.OtherKey) ? "secondary"
            : "neither";
    }

    private ServiceProvider Services()
    {
        ServiceCollection services = [];
        services.AddFakeLogging();
        services.AddValetKey().AddAzureStorage("media", _settings.Apply);
        services.AddSingleton<IOptionsChangeTokenSource<AzureStorageOptions>>(_settings);
        return services.BuildServiceProvider();
    }

    /// <summary>Settings as a configuration would hold them.</summary>
    private sealed class Settings : IOptionsChangeTokenSource<AzureStorageOptions>
    {
        private ConfigurationReloadToken _changed = new();
        private Action<AzureStorageOptions> _change = _ => { };

        public string Name => "media";

        public void Apply(AzureStorageOptions options)
        {
            (options.AccountName, options.AccountKey, options.SecondaryAccountKey) = (TestAccount.Name, TestAccount.Key, TestAccount.OtherKey);
            _change(options);
        }

        public void Change(Action<AzureStorageOptions> change)
        {
            _change = change;
            Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
        }

        public IChangeToken GetChangeToken() => _changed;
    }
}
