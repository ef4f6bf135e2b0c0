using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace ValetKey.FirstKey;

/// <summary>A key from an issuer that an application of this one store has.</summary>
internal static class Stores
{
    public static string Local(string folder) => Issue(builder => builder.AddLocalStorage("media", options =>
    {
        options.RootPath = folder;
        options.PublicUrl = new Uri("https://storage.example.com");
    }));

    public static string S3() => Issue(builder => builder.AddAmazonS3("media", options =>
    {
        options.Region = Account.Region;
        options.Credentials = new BasicAWSCredentials(Account.AccessKeyId, Account.SecretAccessKey);
    }));

    public static string Azure() => Issue(builder => builder.AddAzureStorage("media", options =>
    {
        options.AccountName = Account.AzureName;
        options.AccountKey = Account.AzureKey;
    }));

    public static string Gcs(string account) =>
        Issue(builder => builder.AddGoogleCloudStorage("media", options => options.CredentialPath = account));

    private static string Issue(Action<IValetKeyBuilder> add)
    {
        ServiceCollection services = new();
        add(services.AddValetKey());
        using ServiceProvider provider = services.BuildServiceProvider();
        KeyRequest request = new(KeyScope.ForObject(Account.Container, Account.Name), Permissions.Read) { Lifetime = Account.Lifetime };
        return provider.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(request).AsTask().GetAwaiter().GetResult().Url;
    }
}
