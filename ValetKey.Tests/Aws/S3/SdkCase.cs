using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Aws;

namespace ValetKey.Tests.Aws.S3;

/// <summary>One store and one credential, for our options and for the SDK's client alike.</summary>
internal sealed class SdkCase : IDisposable
{
    public SdkCase(UrlCaseGenerator generate)
    {
        bool isCompatible = generate.Chance(0.3);
        Options = new AmazonS3Options { Region = generate.Pick("us-east-1", "eu-west-1", "ap-southeast-2", "us-gov-west-1", "cn-north-1") };
        AmazonS3Config config = new() { AuthenticationRegion = Options.Region };
        if (isCompatible)
        {
            string url = generate.Pick("http://127.0.0.1:8000", "https://s3.example.com:9000", "https://objects.example.org", "http://store.example");
            Options.ServiceUrl = new Uri(url);
            config.ServiceURL = url;
            config.ForcePathStyle = generate.Chance(0.5);
            Options.AddressingStyle = config.ForcePathStyle ? S3AddressingStyle.Path : S3AddressingStyle.Automatic;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Options.Region);
            Options.UseAccelerate = config.UseAccelerateEndpoint = Options.Region is "us-east-1" or "eu-west-1" && generate.Chance(0.2);
            Options.UseDualStack = config.UseDualstackEndpoint = generate.Chance(0.2);
            config.ForcePathStyle = !Options.UseAccelerate && generate.Chance(0.2);
            Options.AddressingStyle = config.ForcePathStyle ? S3AddressingStyle.Path : S3AddressingStyle.Automatic;
        }

        string? token = generate.Chance(0.4) ? "IQoJb3JpZ2luX2VjE+/=" + generate.HeaderValue() : null;
        Credentials = new FixedCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token);
        AWSCredentials credentials = token is null
            ? new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
            : new SessionAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", token);
        Client = new AmazonS3Client(credentials, config);
    }

    public AmazonS3Options Options { get; }

    public FixedCredentials Credentials { get; }

    public AmazonS3Client Client { get; }

    public GetPreSignedUrlRequest RequestFor(KeyScope scope, Permissions permission, KeyConstraints constraints,
        IReadOnlyList<KeyExtra> extras, DateTimeOffset end)
    {
        GetPreSignedUrlRequest request = new()
        {
            BucketName = scope.Container,
            Key = scope.Name,
            VersionId = scope.VersionId,
            Expires = end.UtcDateTime,
            Protocol = Options.ServiceUrl?.Scheme == "http" ? Protocol.HTTP : Protocol.HTTPS,
            Verb = permission switch
            {
                Permissions.Read => HttpVerb.GET,
                Permissions.ReadProperties => HttpVerb.HEAD,
                Permissions.Delete => HttpVerb.DELETE,
                _ => HttpVerb.PUT,
            },
        };
        if (scope.UploadId is { } upload)
        {
            (request.UploadId, request.PartNumber) = (upload, scope.PartNumber);
        }

        AddUpload(request, permission, constraints, extras);
        if (Options.ServiceUrl is not null && request.Verb == HttpVerb.PUT && scope.UploadId is null)
        {
            request.Headers["x-amz-acl"] = "private";
            request.Headers["x-amz-tagging"] = "";
        }

        if (constraints.Response is { } response)
        {
            request.ResponseHeaderOverrides.ContentType = response.ContentType;
            request.ResponseHeaderOverrides.ContentDisposition = response.ContentDisposition;
            request.ResponseHeaderOverrides.CacheControl = response.CacheControl;
            request.ResponseHeaderOverrides.ContentEncoding = response.ContentEncoding;
            request.ResponseHeaderOverrides.ContentLanguage = response.ContentLanguage;
        }

        return request;
    }

    public void Dispose() => Client.Dispose();

    private static void AddUpload(GetPreSignedUrlRequest request, Permissions permission, KeyConstraints constraints, IReadOnlyList<KeyExtra> extras)
    {
        request.ContentType = constraints.ContentType;
        if (permission == Permissions.Create)
        {
            request.Headers["If-None-Match"] = "*";
        }

        if (constraints.ContentLength is { } length)
        {
            request.Headers["Content-Length"] = length.Minimum.ToString(CultureInfo.InvariantCulture);
        }

        if (constraints.Checksum is { } checksum)
        {
            request.Headers[checksum.Algorithm switch
            {
                ChecksumAlgorithm.Md5 => "Content-MD5",
                ChecksumAlgorithm.Sha256 => "x-amz-checksum-sha256",
                ChecksumAlgorithm.Crc32C => "x-amz-checksum-crc32c",
                _ => "x-amz-checksum-crc64nvme",
            }] = checksum.ToBase64();
        }

        foreach ((string name, string value) in constraints.Metadata)
        {
            request.Metadata[name] = value;
        }

        foreach (KeyExtra extra in extras)
        {
            if (extra is S3UploadStorageClass storageClass)
            {
                request.Headers["x-amz-storage-class"] = storageClass.Name;
            }
            else if (extra is S3UploadKmsKey encryption)
            {
                request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS;
                request.ServerSideEncryptionKeyManagementServiceKeyId = encryption.KeyId;
            }
        }
    }
}
