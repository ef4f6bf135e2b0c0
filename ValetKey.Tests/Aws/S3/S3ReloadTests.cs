using System.Collections.Concurrent;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValetKey.Aws;
using ValetKey.Aws.Sessions;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Aws.Sessions;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Settings change while threads issue: each key is wholly of the old settings or wholly of the new.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class S3ReloadTests
{
    private const int Threads = 8;

    private readonly Settings _settings = new();

    [Test]
    public async Task Every_key_verifies_while_the_region_and_the_secret_change()
    {
        await using ServiceProvider services = Services();
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        ConcurrentBag<SignedUrl> keys = [];
        using CancellationTokenSource over = new();

        // Threads of their own: on the pool they would leave none for the settings to change on.
        Task[] issuing = [.. Enumerable.Range(0, Threads).Select(thread => Task.Factory.StartNew(
            () => Issue(issuer, thread, keys, over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        foreach (string region in new[] { "ap-southeast-2", "us-east-1", "eu-west-1", "ca-central-1" })
        {
            await MoreAsync(keys);
            _settings.Change(region);
        }

        await MoreAsync(keys);
        await over.CancelAsync();
        await Task.WhenAll(issuing);

        keys.Should().OnlyContain(key => SigV4.Verifies(key, Settings.SecretOf(RegionOf(key))));
        keys.Should().OnlyContain(key => key.Url.StartsWith($"https://pictures.s3.{RegionOf(key)}.", StringComparison.Ordinal));
        keys.Select(RegionOf).Distinct().Should().HaveCount(4, "eu-west-1 came twice");
    }

    [Test]
    public async Task Settings_that_do_not_pass_change_nothing()
    {
        await using ServiceProvider services = Services();
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        SignedUrl before = await issuer.IssueUrlAsync(KeyScope.ForObject("pictures", "a"), Permissions.Read);

        _settings.Change("NOT A REGION");

        services.GetFakeLogCollector().GetSnapshot().Should().ContainSingle(record => record.Id.Name == "SettingsRefused")
            .Which.Message.Should().Contain("Region is 'NOT A REGION'");
        SignedUrl after = await issuer.IssueUrlAsync(KeyScope.ForObject("pictures", "a"), Permissions.Read);
        RegionOf(after).Should().Be(RegionOf(before));
    }

    [Test]
    public async Task A_change_while_the_settings_are_read_is_not_missed()
    {
        _settings.ChangeOnceTo = "us-east-1";
        await using ServiceProvider services = Services();

        SignedUrl key = await services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(KeyScope.ForObject("pictures", "a"), Permissions.Read);

        RegionOf(key).Should().Be("us-east-1");
    }

    [Test]
    public async Task Reloads_without_a_change_keep_the_sessions()
    {
        using FakeTokenService tokens = new() { Now = TimeProvider.System.GetUtcNow };
        BasicAWSCredentials credentials = new("AKIAIOSFODNN7EXAMPLE", "secret");
        ServiceCollection services = [];
        services.AddKeyedSingleton<StsClientFactory>("media", (_, _) => _ => tokens);
        services.AddValetKey().AddAmazonS3("media", options =>
        {
            _settings.Apply(options);
            options.Credentials = credentials;
            options.RoleArn = "arn:aws:iam::123456789012:role/uploads";
        });
        services.AddSingleton<IOptionsChangeTokenSource<AmazonS3Options>>(_settings);
        await using ServiceProvider provider = services.BuildServiceProvider();
        IValetKeyIssuer issuer = provider.GetRequiredService<IValetKeyIssuer>();
        KeyRequest request = new(KeyScope.ForObject("pictures", "a"), Permissions.Read) { Constraints = new() { HttpsOnly = true } };
        await issuer.IssueAsync(request);

        for (int i = 0; i < 10; i++)
        {
            _settings.Change("eu-west-1");
            await issuer.IssueAsync(request);
        }

        tokens.Requests.Should().ContainSingle();
    }

    private static string RegionOf(SignedUrl key) => SigV4.Value(key.Url, "X-Amz-Credential").Split('/')[2];

    /// <summary>So many more that some of them were begun since.</summary>
    private static Task MoreAsync(ConcurrentBag<SignedUrl> keys)
    {
        int enough = keys.Count + (2 * Threads);
        return Eventually.TrueAsync(() => keys.Count > enough);
    }

    private static void Issue(IValetKeyIssuer issuer, int thread, ConcurrentBag<SignedUrl> keys, CancellationToken over)
    {
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            SignedUrl key = issuer.IssueUrlAsync(KeyScope.ForObject("pictures", $"{thread}/{i}"), Permissions.Read, CancellationToken.None).AsTask()
                .GetAwaiter().GetResult();
            if (i % 100 == 0)
            {
                keys.Add(key);
            }
        }
    }

    private ServiceProvider Services()
    {
        ServiceCollection services = [];
        services.AddFakeLogging();
        services.AddValetKey().AddAmazonS3("media", _settings.Apply);
        services.AddSingleton<IOptionsChangeTokenSource<AmazonS3Options>>(_settings);
        return services.BuildServiceProvider();
    }

    /// <summary>Settings as a configuration would hold them, each region with a secret of its own.</summary>
    private sealed class Settings : IOptionsChangeTokenSource<AmazonS3Options>
    {
        private ConfigurationReloadToken _changed = new();
        private string _region = "eu-west-1";

        public string Name => "media";

        /// <summary>A change that comes right after the settings were read for the first time.</summary>
        public string? ChangeOnceTo { get; set; }

        public static string SecretOf(string region) => "secret-of-" + region;

        public void Apply(AmazonS3Options options)
        {
            options.Region = _region;
            options.Credentials = new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", SecretOf(_region));
            if (ChangeOnceTo is { } region)
            {
                ChangeOnceTo = null;
                Change(region);
            }
        }

        public void Change(string region)
        {
            _region = region;
            Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
        }

        public IChangeToken GetChangeToken() => _changed;
    }
}
