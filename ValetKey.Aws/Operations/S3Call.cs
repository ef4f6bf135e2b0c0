namespace ValetKey.Aws.Operations;

/// <summary>What a call to the store is for, and what it takes there; for faults.</summary>
/// <param name="Purpose">Completes "could not".</param>
/// <param name="Actions">The actions that a policy of Amazon's must allow ("Actions, resources, and condition keys for Amazon S3").</param>
internal sealed record S3Call(string Purpose, string Actions)
{
    /// <summary>To who may not list, Amazon S3 says that what is not there is forbidden ("HeadObject", S3 API reference).</summary>
    public static S3Call Find { get; } = new("look an object up", "s3:GetObject, and s3:ListBucket on the bucket");

    public static S3Call Read { get; } = new("read an object", "s3:GetObject, and s3:ListBucket on the bucket");

    public static S3Call Delete { get; } = new("delete an object", "s3:DeleteObject");

    public static S3Call List { get; } = new("list objects", "s3:ListBucket on the bucket");

    public static S3Call ListUploads { get; } = new("list uploads in parts", "s3:ListBucketMultipartUploads on the bucket");

    public static S3Call BeginParts { get; } = new("begin an upload in parts", "s3:PutObject");

    public static S3Call ListParts { get; } = new("list the parts of an upload", "s3:ListMultipartUploadParts");

    public static S3Call CompleteParts { get; } = new("complete an upload in parts", "s3:PutObject");

    public static S3Call AbortParts { get; } = new("abort an upload in parts", "s3:AbortMultipartUpload");

    public static S3Call Copy { get; } = new(
        "copy an object", "s3:GetObject on what is copied, s3:PutObject where it goes, and s3:ListBucket on the buckets");

    public static S3Call Write { get; } = new("write an object", "s3:PutObject");

    public static S3Call SeeVersioning { get; } = new("see whether a bucket keeps versions", "s3:GetBucketVersioning on the bucket");
}
