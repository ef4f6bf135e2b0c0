using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;

namespace ValetKey.FirstKey;

/// <summary>The same key from the makers' own SDKs, by the shortest way that their documentation shows.</summary>
internal static class Sdks
{
    public static string Aws()
    {
        using AmazonS3Client client = new(
            new BasicAWSCredentials(Account.AccessKeyId, Account.SecretAccessKey), RegionEndpoint.GetBySystemName(Account.Region));
        return client.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = Account.Container,
            Key = Account.Name,
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime + Account.Lifetime,
        });
    }

    public static string Azure()
    {
        BlobServiceClient service = new(
            new Uri($"https://{Account.AzureName}.blob.core.windows.net"), new StorageSharedKeyCredential(Account.AzureName, Account.AzureKey));
        return service.GetBlobContainerClient(Account.Container).GetBlobClient(Account.Name)
            .GenerateSasUri(BlobSasPermissions.Read, TimeProvider.System.GetUtcNow() + Account.Lifetime).AbsoluteUri;
    }

    public static string Google(string account) => UrlSigner.FromCredential(CredentialFactory.FromFile<ServiceAccountCredential>(account))
        .Sign(Account.Container, Account.Name, Account.Lifetime, HttpMethod.Get, SigningVersion.V4);
}
