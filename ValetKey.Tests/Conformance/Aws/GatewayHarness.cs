using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Aws.Signing;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Aws.Credentials;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance.Aws;

/// <summary>S3 on Ceph's RADOS Gateway.</summary>
internal abstract class GatewayHarness : SignerHarness
{
    private CephGateway? _gateway;
    private IAmazonS3 _owner = null!;
    private string _container = null!;
    private string _otherContainer = null!;

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.RealServer, "Ceph RADOS Gateway 16.2");

    public override SignerCapabilities Capabilities
    {
        get
        {
            AmazonS3Options options = new();
            Configure(options);
            return S3Capabilities.Create(options);
        }
    }

    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd =>
    [
        new("x-amz-acl", "public-read"),
        new("x-amz-grant-read", "uri=\"http://acs.amazonaws.com/groups/global/AllUsers\""),
        new("x-amz-tagging", "public=yes"),
        new("x-amz-copy-source", $"/{OtherContainer}/secret"),
        new("x-amz-meta-added", "yes"),
        new("x-amz-storage-class", "REDUCED_REDUNDANCY"),
        new("x-amz-object-lock-mode", "COMPLIANCE"),
        new("x-amz-server-side-encryption-customer-algorithm", "AES256"),
    ];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
    [
        new("acl", ""), new("tagging", ""), new("uploads", ""), new("versions", ""), new("versionId", "null"), new("policy", ""),
        new("response-content-type", "text/html"), new("partNumber", "1"),
    ];

    public override HttpClient Client => Gateway.Client;

    public override string Container => _container;

    public override string OtherContainer => _otherContainer;

    public override bool HasOperations => true;

    public override IReadOnlyList<string> Secrets => [Gateway.Owner.GetCredentials().SecretKey];

    protected CephGateway Gateway => _gateway ?? throw new InvalidOperationException("The gateway was not started.");

    public override async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _gateway = await CephGateway.RequireAsync();
        _owner = Gateway.CreateS3();
        _container = await Gateway.CreateBucketAsync();
        _otherContainer = await Gateway.CreateBucketAsync();
        await PutAsync(_otherContainer, "secret", new StoredObject("a secret"u8.ToArray()), cancellationToken);
    }

    public override void Register(IValetKeyBuilder builder, string name) => builder.AddAmazonS3(name, options => Connect(options, Gateway.Owner));

    public override bool RegisterWithCredentialUntil(IValetKeyBuilder builder, string name, DateTimeOffset credentialEnd)
    {
        AmazonS3Options known = new();
        Configure(known);
        if (known.RoleArn is not null)
        {
            return false; // The SDK asks these credentials for a session in a way that they do not know; the harnesses without a role show it.
        }

        builder.AddAmazonS3(name, options => Connect(options, TestCredentials.Ending(credentialEnd)));
        return true;
    }

    public override async ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        PutObjectRequest request = new()
        {
            BucketName = container,
            Key = name,
            InputStream = new MemoryStream(stored.Content.ToArray()),
            ContentType = stored.ContentType,
        };
        await _owner.PutObjectAsync(request, cancellationToken);
        return "null"; // Where no versions are kept, that is the id of the only one.
    }

    public override async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await _owner.DeleteObjectAsync(container, name, cancellationToken);

    public override async ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            using GetObjectResponse response = await _owner.GetObjectAsync(container, name, cancellationToken);
            using MemoryStream content = new();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return new StoredObject(content.ToArray()) { ContentType = response.Headers.ContentType };
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public override async ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        ListObjectsV2Response response = await _owner.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = container, Prefix = prefix }, cancellationToken);
        return [.. response.S3Objects?.Select(found => found.Key) ?? []];
    }

    public override async ValueTask<string> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) =>
        (await _owner.InitiateMultipartUploadAsync(container, name, cancellationToken)).UploadId;

    public override async ValueTask<IReadOnlyDictionary<int, long>> ListPartsAsync(
        string container, string name, string uploadId, CancellationToken cancellationToken) =>
        ((await _owner.ListPartsAsync(container, name, uploadId, cancellationToken)).Parts ?? [])
            .ToDictionary(part => part.PartNumber!.Value, part => part.Size!.Value);

    public override string? ToScheme(string url, string scheme) => scheme == "https"
        ? url.Replace(Gateway.Endpoint.AbsoluteUri, Gateway.TlsEndpoint.AbsoluteUri, StringComparison.Ordinal)
        : url.Replace(Gateway.TlsEndpoint.AbsoluteUri, Gateway.Endpoint.AbsoluteUri, StringComparison.Ordinal);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _owner?.Dispose();
    }

    /// <summary>What is special about the signer, without the gateway's addresses.</summary>
    protected abstract void Configure(AmazonS3Options options);

    private void Connect(AmazonS3Options options, AWSCredentials credentials)
    {
        Configure(options);
        options.Region = CephGateway.Region;
        options.Credentials = credentials;
        if (options.ServiceUrl is null)
        {
            options.PublicUrl = Gateway.Endpoint;
        }
        else
        {
            options.ServiceUrl = Gateway.Endpoint;
        }

        if (options.RoleArn is not null)
        {
            options.StsServiceUrl = Gateway.StsEndpoint;
        }
    }
}
