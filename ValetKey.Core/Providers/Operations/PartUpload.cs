namespace ValetKey.Providers;

/// <summary>An upload in parts.</summary>
/// <param name="Container">The container.</param>
/// <param name="Name">The name of the object that the parts make.</param>
/// <param name="Id">What tells it from other uploads to the same name. No secret.</param>
public sealed record PartUpload(string Container, string Name, string Id);
