using Amazon.Runtime;
using Amazon.SecurityToken;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Aws.Sessions;

namespace ValetKey.Tests.Aws.S3.Support;

/// <summary>An issuer for S3, as an application sets it up, with a token service of the test's own.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public const string Id = "AKIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string RoleArn = "arn:aws:iam::123456789012:role/uploads";

    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public TestStore(Action<AmazonS3Options>? configure = null, IAmazonSecurityTokenService? sts = null, Action<IServiceCollection>? with = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddFakeLogging(logging => logging.FilteredLevels.Clear());
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddValetKey(options => options.MaximumLifetime = TimeSpan.FromDays(30)).AddAmazonS3("media", options =>
        {
            options.Region = "eu-west-1";
            options.Credentials = new BasicAWSCredentials(Id, Secret);
            options.RoleArn = sts is null ? null : RoleArn;
            configure?.Invoke(options);
        });
        if (sts is not null)
        {
            services.AddKeyedSingleton<StsClientFactory>("media", (_, _) => _ => sts);
        }

        with?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public FakeLogCollector Logs => _services.GetFakeLogCollector();

    public static KeyRequest Ask(KeyScope scope, Permissions permissions, KeyConstraints? constraints = null) =>
        new(scope, permissions) { Constraints = constraints ?? KeyConstraints.None };

    public static KeyRequest AskToRead(KeyConstraints? constraints = null) =>
        Ask(KeyScope.ForObject("pictures", "a/b.png"), Permissions.Read, constraints);

    public async Task<IssuedKey> IssueAsync(KeyRequest request) => await Issuer.IssueAsync(request);

    public async Task<TKey> IssueAsync<TKey>(KeyRequest request)
        where TKey : IssuedKey => (await Issuer.IssueAsync(request)).Should().BeOfType<TKey>().Subject;

    /// <summary>The exception that a refused request ends in. It fails the test when a key comes out.</summary>
    public async Task<ValetKeyException> RefusalOf(KeyRequest request) =>
        (await FluentActions.Awaiting(() => IssueAsync(request)).Should().ThrowExactlyAsync<ValetKeyException>()).Which;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
