using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Aws;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.Clients;

/// <summary>An application that uses S3 already, and adds an issuer named <c>media</c>.</summary>
internal sealed class ClientStore : IAsyncDisposable
{
    public const string Name = "media";
    public const string Id = "AKIACLIENTOFTHEAPP00";
    public const string Secret = "client-secret";

    private readonly ServiceProvider _services;

    public ClientStore(Action<IServiceCollection>? register = null, Action<AmazonS3Options>? configure = null)
    {
        ServiceCollection services = [];
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestStore.Start));
        register?.Invoke(services);
        services.AddValetKey(options =>
        {
            options.ClockSkew = ClockSkewPolicy.Strict;
            options.RequireHttps = false;
        }).AddAmazonS3(Name, configure);
        _services = services.BuildServiceProvider(validateScopes: true);
    }

    public AmazonS3Options Options => _services.GetRequiredService<IOptionsMonitor<AmazonS3Options>>().Get(Name);

    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials(Id, Secret);

    public static AmazonS3Client Client(string region = "eu-west-1") => new(Credentials, RegionEndpoint.GetBySystemName(region));

    public static AmazonS3Client Client(AmazonS3Config config) => new(Credentials, config);

    public static AWSOptions Setup(string region = "eu-west-1") =>
        new() { Region = RegionEndpoint.GetBySystemName(region), Credentials = Credentials };

    public void Start() => _services.GetRequiredService<IStartupValidator>().Validate();

    public IEnumerable<string> Faults() =>
        FluentActions.Invoking(Start).Should().Throw<OptionsValidationException>().Which.Failures;

    public async Task<SignedUrl> ReadKeyAsync(KeyConstraints? constraints = null)
    {
        Start();
        return await _services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(
            new KeyRequest(KeyScope.ForObject("pictures", "a/b c.png"), Permissions.Read) { Constraints = constraints ?? KeyConstraints.None });
    }

    /// <summary>Who signs a key, and for which region: the first and the third part of its credential.</summary>
    public async Task<(string Id, string Region)> SignerAsync() =>
        SigV4.Value((await ReadKeyAsync()).Url, "X-Amz-Credential").Split('/') is [var id, _, var region, ..] ? (id, region) : default;

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
