namespace ValetKey.Local.Storage.Integrity;

/// <summary>A content, of an object or of an upload in parts.</summary>
/// <param name="Id">The content's id.</param>
/// <param name="Container">The object's container.</param>
/// <param name="Name">The object's name.</param>
/// <param name="Length">How long it has to be; null for an upload, which is as long as it is.</param>
internal sealed record NamedContent(Guid Id, string Container, string Name, long? Length);
