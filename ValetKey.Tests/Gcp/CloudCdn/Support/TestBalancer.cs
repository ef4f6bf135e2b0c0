using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp;
using ValetKey.Tests.Servers.CloudCdn;

namespace ValetKey.Tests.Gcp.CloudCdn.Support;

/// <summary>An issuer for a load balancer with Cloud CDN, as an application sets it up.</summary>
internal sealed class TestBalancer
{
    public const string BaseUrl = "https://media.example.com";
    public const string KeyName = "my-key";

    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public TestBalancer(Action<CloudCdnOptions>? configure = null, RotatedKey? rotated = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddFakeLogging();
        services.AddValetKey().AddCloudCdn("cdn", options =>
        {
            options.BaseUrl = new Uri(BaseUrl);
            options.KeyName = KeyName;
            options.Key = KeyText;
            configure?.Invoke(options);
        });
        if (rotated is not null)
        {
            services.AddSingleton<IOptionsChangeTokenSource<CloudCdnOptions>>(rotated);
        }

        _services = services.BuildServiceProvider();
    }

    public static byte[] Key { get; } = [0xfb, 0xff, 0xbe, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>The key in base64url, with both characters in which it differs from base64.</summary>
    public static string KeyText => "-_--AwQFBgcICQoLDA0ODw==";

    public static CloudCdnEdge Edge { get; } = new(KeyName, Key);

    public FakeTimeProvider Time { get; } = new(Start);

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public FakeLogCollector Logs => _services.GetFakeLogCollector();

    /// <summary>Whether a URL is open to GET at the start.</summary>
    public static bool Opens(string url) => Opens(new HttpRequestMessage(HttpMethod.Get, url));

    /// <summary>Whether a request is let through at the start.</summary>
    public static bool Opens(HttpRequestMessage request) => Edge.Opens(request, Start);

    public async Task<IssuedKey> IssueAsync(
        KeyScope scope, KeyForm? form = null, Permissions permissions = Permissions.Read, KeyConstraints? constraints = null) =>
        await Issuer.IssueAsync(new KeyRequest(scope, permissions) { Form = form, Constraints = constraints ?? KeyConstraints.None });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
