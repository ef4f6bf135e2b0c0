namespace ValetKey.Providers;

/// <summary>Something that a sweep found: an object, or an upload in parts that is not over.</summary>
/// <param name="Container">The container.</param>
/// <param name="Name">The object's name, or the name of what the parts were to make.</param>
/// <param name="LastModified">When it was last written or, for an upload in parts, perhaps when it was begun; by the service's clock.</param>
/// <param name="Upload">The upload in parts; null for an object.</param>
public sealed record StagedItem(string Container, string Name, DateTimeOffset LastModified, PartUpload? Upload = null);
