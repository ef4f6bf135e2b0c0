using ValetKey.Providers;

namespace ValetKey.Local.Verification;

/// <summary>The container or queue and the name in it that a raw path means, and the path itself, which signatures cover.</summary>
internal sealed record ResourcePath(string Text, string Container, string? Name)
{
    /// <summary>
    /// Stands before the name of a queue. In the canonical path of a container this character is always escaped, so no path is both, and a signature
    /// for the one fits no path of the other, whatever their names.
    /// </summary>
    public const char QueueMark = '@';

    public bool IsQueue => Text[1] == QueueMark;

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

        string mark = path[1] == QueueMark ? "@" : "";
        int start = 1 + mark.Length;
        int slash = path.IndexOf('/', 1);
        string container = Uri.UnescapeDataString(slash < 0 ? path[start..] : path[start..slash]);
        string? name = slash < 0 ? null : Uri.UnescapeDataString(path[(slash + 1)..]);
        try
        {
            // The rules for names are the same for queues.
            _ = name is null ? KeyScope.ForContainer(container) : KeyScope.ForObject(container, name);
            string canonical = $"/{mark}{PercentEncoding.Encode(container)}" + (name is null ? "" : $"/{PercentEncoding.EncodePath(name)}");
            return canonical == path ? new ResourcePath(path, container, name) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
