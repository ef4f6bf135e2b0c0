namespace ValetKey.Providers;

/// <summary>Where a container and its objects are, as clients reach them. To be prepared once per container and kept.</summary>
public sealed class V4Place
{
    /// <summary>Prepares a place. All texts are ASCII, encoded as they stand in a URL.</summary>
    /// <param name="name">The container's name at the service.</param>
    /// <param name="origin">The scheme, the host and, where the URL is to have one, the port: <c>https://depot.example:8443</c>.</param>
    /// <param name="host">The <c>host</c> header as it is signed: with the port that a client sends, unless the service signs without.</param>
    /// <param name="objectPath">What comes before an object's name: <c>/container/</c>, or <c>/</c> where the host names the container.</param>
    /// <param name="containerPath">The container's own path, for listing; null where it is <paramref name="objectPath"/>.</param>
    /// <exception cref="ArgumentException">A text is not ASCII, or <paramref name="objectPath"/> does not begin and end with a slash.</exception>
    public V4Place(string name, string origin, string host, string objectPath, string? containerPath = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(origin);
        ArgumentException.ThrowIfNullOrEmpty(host);
        if (objectPath is not ['/', .., '/'] and not "/")
        {
            throw new ArgumentException("The path must begin and end with a slash.", nameof(objectPath));
        }

        Name = name;
        Url = origin + objectPath;
        Origin = AsciiWriter.ToBytes(origin);
        Host = AsciiWriter.ToBytes(host);
        ObjectPath = AsciiWriter.ToBytes(objectPath);
        ContainerPath = containerPath is null ? ObjectPath : AsciiWriter.ToBytes(containerPath);
    }

    /// <summary>The container's name at the service.</summary>
    public string Name { get; }

    /// <summary>The container's URL with a slash at its end, to which forms are posted.</summary>
    public string Url { get; }

    internal byte[] Origin { get; }

    internal byte[] Host { get; }

    internal byte[] ObjectPath { get; }

    internal byte[] ContainerPath { get; }
}
