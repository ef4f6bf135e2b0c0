namespace ValetKey.Aws.Operations;

/// <summary>A name in a bucket.</summary>
internal readonly record struct S3Place(string Bucket, string Name);
