using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>What is copied, and where it goes.</summary>
internal sealed record S3Copy(
    StorageObject Staged, S3Place Source, KeyScope Target, S3Place Place, ObjectProperties Properties, bool Overwrite);
