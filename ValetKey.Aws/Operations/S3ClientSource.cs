using Amazon.S3;

namespace ValetKey.Aws.Operations;

/// <summary>Makes the client that the application's own operations call with.</summary>
internal delegate IAmazonS3 S3ClientSource(AmazonS3Options options);
