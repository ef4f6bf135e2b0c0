using System.Security.Cryptography;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace ValetKey.Benchmarks.Subjects;

/// <summary>Azure's own SDK, signing the same download.</summary>
internal static class AzureSdk
{
    public const string AccountName = "contoso";

    public static readonly string AccountKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));

    private static readonly StorageSharedKeyCredential Credential = new(AccountName, AccountKey);

    private static readonly UserDelegationKey DelegationKey = BlobsModelFactory.UserDelegationKey(
        HeldDelegationKey.ObjectId,
        HeldDelegationKey.TenantId,
        TimeProvider.System.GetUtcNow().AddHours(-1),
        TimeProvider.System.GetUtcNow().AddDays(1),
        "b",
        HeldDelegationKey.Version,
        null,
        Convert.ToBase64String(new byte[32]));

    private static readonly BlobClient Blob = new BlobServiceClient(new Uri($"https://{AccountName}.blob.core.windows.net"), Credential)
        .GetBlobContainerClient(Requests.AzureDownload.Scope.Container)
        .GetBlobClient(Requests.AzureDownload.Scope.Name);

    /// <summary>The token alone.</summary>
    public static string BuildToken() => Builder().ToSasQueryParameters(Credential).ToString();

    /// <summary>The token alone, by user delegation.</summary>
    public static string BuildDelegatedToken() => Builder().ToSasQueryParameters(DelegationKey, AccountName).ToString();

    public static string GenerateUrl() => Blob.GenerateSasUri(Builder()).AbsoluteUri;

    private static BlobSasBuilder Builder()
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        BlobSasBuilder builder = new()
        {
            BlobContainerName = Requests.AzureDownload.Scope.Container,
            BlobName = Requests.AzureDownload.Scope.Name,
            Resource = "b",
            StartsOn = now.AddMinutes(-5),
            ExpiresOn = now.AddMinutes(15),
            Protocol = SasProtocol.Https,
        };
        builder.SetPermissions(BlobSasPermissions.Read);
        return builder;
    }
}
