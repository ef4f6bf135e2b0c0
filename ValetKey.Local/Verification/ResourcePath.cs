using ValetKey.Providers;

namespace ValetKey.Local.Verification;

/// <summary>The container and the name that a raw path means, and the path itself, which signatures cover.</summary>
internal sealed record ResourcePath(string Text, string Container, string? Name)
{
    public string ContainerText => Name is null ? Text : Text[..Text.IndexOf('/', 1)];

    /// <summary>
    /// Reads a path in canonical form: what the signer writes for the same names. One form only, so that no two texts mean one object, and no proxy's
    /// rewriting goes unseen.
    /// </summary>
    public static ResourcePath? TryParse(string path)
    {
        if (path.Length < 2 || path[0] != '/')
        {
            return null;
        }

        int slash = path.IndexOf('/', 1);
        string container = Uri.UnescapeDataString(slash < 0 ? path[1..] : path[1..slash]);
        string? name = slash < 0 ? null : Uri.UnescapeDataString(path[(slash + 1)..]);
        try
        {
            _ = name is null ? KeyScope.ForContainer(container) : KeyScope.ForObject(container, name);
            string canonical = $"/{PercentEncoding.Encode(container)}" + (name is null ? "" : $"/{PercentEncoding.EncodePath(name)}");
            return canonical == path ? new ResourcePath(path, container, name) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
