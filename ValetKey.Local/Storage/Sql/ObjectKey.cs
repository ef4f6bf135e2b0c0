namespace ValetKey.Local.Storage.Sql;

/// <summary>Which object, in the form that the database compares.</summary>
internal sealed class ObjectKey
{
    public ObjectKey(string container, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ContainerBytes = Utf8Name.Encode(container);
        NameBytes = Utf8Name.Encode(name);
        Container = container;
        Name = name;
    }

    public string Container { get; }

    public string Name { get; }

    public byte[] ContainerBytes { get; }

    public byte[] NameBytes { get; }

    public ObjectInfo ToInfo(long length, DateTimeOffset now, ObjectHeaders headers, string etag) => new()
    {
        Container = Container,
        Name = Name,
        Length = length,
        LastModified = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()),
        Headers = headers,
        ETag = etag,
    };
}
