namespace ValetKey.Local;

/// <summary>Something that is wrong with a store.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Container">The container of the object that is affected; null for the database as a whole.</param>
/// <param name="Name">The object's name; null for the database as a whole.</param>
/// <param name="Detail">More about it, in words.</param>
public sealed record IntegrityFault(IntegrityFaultKind Kind, string? Container, string? Name, string Detail);
