using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;
using ValetKey.Providers;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>Issuers as an application gets them: from its services, with the default options.</summary>
internal static class Issuers
{
    private static readonly ServiceProvider Services = Build();

    public static IValetKeyIssuer Copying => Services.GetRequiredKeyedService<IValetKeyIssuer>("copying");

    public static IValetKeyIssuer Local => Services.GetRequiredKeyedService<IValetKeyIssuer>("local");

    public static IKeySigner LocalSigner => Services.GetRequiredKeyedService<IKeySigner>("local");

    public static IValetKeyIssuer S3 => Services.GetRequiredKeyedService<IValetKeyIssuer>("s3");

    public static IKeySigner S3Signer => Services.GetRequiredKeyedService<IKeySigner>("s3");

    public static IValetKeyIssuer Azure => Services.GetRequiredKeyedService<IValetKeyIssuer>("azure");

    public static IKeySigner AzureSigner => Services.GetRequiredKeyedService<IKeySigner>("azure");

    public static IValetKeyIssuer AzureDelegated => Services.GetRequiredKeyedService<IValetKeyIssuer>("azure delegated");

    public static IValetKeyIssuer Gcs => Services.GetRequiredKeyedService<IValetKeyIssuer>("gcs");

    public static IValetKeyIssuer GcsHmac => Services.GetRequiredKeyedService<IValetKeyIssuer>("gcs hmac");

    public static IKeySigner GcsHmacSigner => Services.GetRequiredKeyedService<IKeySigner>("gcs hmac");

    private static ServiceProvider Build()
    {
        string folder = Directory.CreateTempSubdirectory("valetkey-benchmarks-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        ServiceCollection services = new();
        services.AddValetKey()
            .AddSigner("copying", _ => new CopyingSigner())
            .AddLocalStorage("local", options =>
            {
                options.RootPath = folder;
                options.PublicUrl = new Uri("https://storage.example.com");
            })
            .AddAmazonS3("s3", options =>
            {
                options.Region = AwsSdk.Region;
                options.Credentials = AwsSdk.Credentials;
            })
            .AddAzureStorage("azure", options =>
            {
                options.AccountName = AzureSdk.AccountName;
                options.AccountKey = AzureSdk.AccountKey;
            })
            .AddSigner("azure delegated", _ => HeldDelegationKey.CreateSigner())
            .AddGoogleCloudStorage("gcs", options => options.CredentialJson = RsaSignature.CredentialJson)
            .AddGoogleCloudStorage("gcs hmac", options => options.HmacKey = new GcsHmacKey(
                "GOOGTS7C7FUP3AIRVJTE2BCDKINBTES3HC2GY5CBFJDCQ2SYHV6A6XXVTJFSA", "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ"));
        return services.BuildServiceProvider();
    }
}
