using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;

namespace ValetKey.Tests.Aws.CloudFront.Support;

/// <summary>An issuer for a distribution, as an application sets it up.</summary>
internal sealed class TestDistribution
{
    public const string BaseUrl = "https://d111111abcdef8.cloudfront.net";
    public const string KeyPairId = "K2JCJMDEHXQW5F";

    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    public TestDistribution(Action<CloudFrontOptions>? configure = null, ClockSkewPolicy? skew = null)
    {
        ServiceCollection services = new();
        services.AddSingleton<TimeProvider>(Time);
        services.AddValetKey(options => options.ClockSkew = skew ?? options.ClockSkew).AddCloudFront("cdn", options =>
        {
            options.DistributionUrl = new Uri(BaseUrl);
            options.KeyPairId = KeyPairId;
            options.PrivateKeyPem = KeyPairs.RsaPem;
            configure?.Invoke(options);
        });
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public IValetKeyIssuer Issuer => _services.GetRequiredService<IValetKeyIssuer>();

    public static TestDistribution WithEcdsa(Action<CloudFrontOptions>? configure = null) => new(options =>
    {
        options.PrivateKeyPem = KeyPairs.EcdsaPem;
        configure?.Invoke(options);
    });

    public async Task<IssuedKey> IssueAsync(
        KeyScope scope, KeyForm? form = null, Permissions permissions = Permissions.Read, KeyConstraints? constraints = null) =>
        await Issuer.IssueAsync(new KeyRequest(scope, permissions) { Form = form, Constraints = constraints ?? KeyConstraints.None });

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
