namespace ValetKey.Gcp.Operations;

/// <summary>A name in a bucket.</summary>
internal readonly record struct ObjectPlace(string Bucket, string Name);
