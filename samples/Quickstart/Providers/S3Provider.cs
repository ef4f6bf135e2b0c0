using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Util;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;

namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>
/// Amazon S3, or a compatible store. Settings from the environment: <c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL_S3</c> (a compatible store's URL),
/// <c>VALETKEY_S3_BUCKET</c>, <c>VALETKEY_S3_ROLE_ARN</c> (optional: with it more can be enforced); credentials as the SDK finds them, such as
/// <c>AWS_ACCESS_KEY_ID</c> and <c>AWS_SECRET_ACCESS_KEY</c>.
/// </summary>
internal sealed partial class S3Provider : IQuickstartProvider
{
    private const int SecondsPerDay = 86_400;

    private readonly Uri? _serviceUrl = Setting("AWS_ENDPOINT_URL_S3") is { } url ? new Uri(url) : null;

    public string Description => $"the bucket '{Container}' of {_serviceUrl?.AbsoluteUri ?? "Amazon S3"} in {Region}";

    public string Container { get; } = Setting("VALETKEY_S3_BUCKET") ?? "valetkey-quickstart";

    private static string Region => Setting("AWS_REGION") ?? "us-east-1";

    /// <summary>Makes sure of the bucket, and takes away what an earlier run left there.</summary>
    public async Task StartAsync()
    {
        AmazonS3Config config = new() { AuthenticationRegion = Region };
        if (_serviceUrl is null)
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(Region);
        }
        else
        {
            config.ServiceURL = _serviceUrl.AbsoluteUri;
            config.ForcePathStyle = true;
        }

        using AmazonS3Client s3 = new(config);
        if (!await AmazonS3Util.DoesS3BucketExistV2Async(s3, Container))
        {
            await s3.PutBucketAsync(Container);
        }

        foreach (string name in new[] { "users/42/avatar.png", "users/42/cat.png" })
        {
            await s3.DeleteObjectAsync(Container, name);
        }
    }

    public void Register(IValetKeyBuilder builder) => builder.AddAmazonS3("s3", options =>
    {
        options.Region = Region;
        options.ServiceUrl = _serviceUrl;
        options.AddressingStyle = _serviceUrl is null ? S3AddressingStyle.Automatic : S3AddressingStyle.Path;
        options.RoleArn = Setting("VALETKEY_S3_ROLE_ARN");
    });

    public string Prolong(string url) => Duration().Replace(
        url, seconds => (long.Parse(seconds.Value, CultureInfo.InvariantCulture) + SecondsPerDay).ToString(CultureInfo.InvariantCulture));

    public string? ReasonOf(string body) => body.StartsWith('<') ? XDocument.Parse(body).Root?.Element("Code")?.Value : null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex("(?<=&X-Amz-Expires=)[0-9]+")]
    private static partial Regex Duration();
}
