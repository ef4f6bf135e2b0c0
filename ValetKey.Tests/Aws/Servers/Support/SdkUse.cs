using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>Something that a holder of temporary credentials tries with AWS's own SDK, and what it takes to be allowed.</summary>
/// <param name="Name">The operation in words.</param>
/// <param name="Needs">The permission for it.</param>
/// <param name="Where">The narrowest kind of scope that holds it; none if no scope of the tests does.</param>
/// <param name="Run">Does it: with the client, the bucket, another bucket, and the folder in which <c>tenant1/object</c> lies.</param>
internal sealed record SdkUse(string Name, Permissions Needs, ResourceKinds Where, Func<IAmazonS3, string, string, string, Task> Run)
{
    public static readonly SdkUse[] Every =
    [
        new("read", Permissions.Read, ResourceKinds.Object, (s3, bucket, _, folder) => ReadAsync(s3, bucket, folder + "tenant1/object")),
        new("read properties", Permissions.Read, ResourceKinds.Object,
            (s3, bucket, _, folder) => s3.GetObjectMetadataAsync(bucket, folder + "tenant1/object")),
        new("write", Permissions.Write, ResourceKinds.Object, (s3, bucket, _, folder) => WriteAsync(s3, bucket, folder + "tenant1/object")),
        new("delete", Permissions.Delete, ResourceKinds.Object, (s3, bucket, _, folder) => s3.DeleteObjectAsync(bucket, folder + "tenant1/object")),
        new("read neighbour", Permissions.Read, ResourceKinds.Prefix, (s3, bucket, _, folder) => ReadAsync(s3, bucket, folder + "tenant1/neighbour")),
        new("write neighbour", Permissions.Write, ResourceKinds.Prefix,
            (s3, bucket, _, folder) => WriteAsync(s3, bucket, folder + "tenant1/neighbour")),
        new("read other tenant", Permissions.Read, ResourceKinds.Container,
            (s3, bucket, _, folder) => ReadAsync(s3, bucket, folder + "tenant10/object")),
        new("write other tenant", Permissions.Write, ResourceKinds.Container,
            (s3, bucket, _, folder) => WriteAsync(s3, bucket, folder + "tenant10/object")),
        new("delete other tenant", Permissions.Delete, ResourceKinds.Container,
            (s3, bucket, _, folder) => s3.DeleteObjectAsync(bucket, folder + "tenant10/object")),
        new("list prefix", Permissions.List, ResourceKinds.Prefix, (s3, bucket, _, folder) => ListAsync(s3, bucket, folder + "tenant1/")),
        new("list below prefix", Permissions.List, ResourceKinds.Prefix, (s3, bucket, _, folder) => ListAsync(s3, bucket, folder + "tenant1/o")),
        new("list other tenant", Permissions.List, ResourceKinds.Container, (s3, bucket, _, folder) => ListAsync(s3, bucket, folder + "tenant10/")),
        new("list both tenants", Permissions.List, ResourceKinds.Container, (s3, bucket, _, folder) => ListAsync(s3, bucket, folder + "tenant1")),
        new("list everything", Permissions.List, ResourceKinds.Container, (s3, bucket, _, _) => ListAsync(s3, bucket, null)),
        new("read in other bucket", Permissions.Read, ResourceKinds.None, (s3, _, other, folder) => ReadAsync(s3, other, folder + "tenant1/object")),
        new("write in other bucket", Permissions.Write, ResourceKinds.None,
            (s3, _, other, folder) => WriteAsync(s3, other, folder + "tenant1/object")),
        new("list other bucket", Permissions.List, ResourceKinds.None, (s3, _, other, _) => ListAsync(s3, other, null)),
        new("delete bucket", Permissions.Delete, ResourceKinds.None, (s3, bucket, _, _) => s3.DeleteBucketAsync(bucket)),
        new("read access list", Permissions.Read, ResourceKinds.None,
            (s3, bucket, _, _) => s3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket })),
    ];

    public bool IsAllowed(ResourceKinds scope, Permissions permissions) =>
        (permissions & Needs) != 0 && Where != ResourceKinds.None && Breadth(scope) >= Breadth(Where);

    /// <summary>What the server says to the holder.</summary>
    public async Task<HttpStatusCode> TryAsync(IAmazonS3 s3, string bucket, string other, string folder)
    {
        try
        {
            await Run(s3, bucket, other, folder);
            return HttpStatusCode.OK;
        }
        catch (AmazonServiceException fault)
        {
            return fault.StatusCode;
        }
    }

    public override string ToString() => Name;

    private static int Breadth(ResourceKinds kind) => kind switch
    {
        ResourceKinds.Object => 0,
        ResourceKinds.Prefix => 1,
        _ => 2,
    };

    private static async Task ReadAsync(IAmazonS3 s3, string bucket, string name) => (await s3.GetObjectAsync(bucket, name)).Dispose();

    private static async Task WriteAsync(IAmazonS3 s3, string bucket, string name) =>
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = name, ContentBody = "changed" });

    private static async Task ListAsync(IAmazonS3 s3, string bucket, string? prefix) =>
        await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix });
}
