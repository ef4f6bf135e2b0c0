namespace ValetKey.Local.Storage.Digests;

/// <summary>One digest of some content. A CRC is given in network byte order, as HTTP headers carry it.</summary>
internal readonly record struct Digest(DigestKinds Kind, ReadOnlyMemory<byte> Value);
