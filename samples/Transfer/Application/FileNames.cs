namespace ValetKey.Samples.Transfer.Application;

/// <summary>How the path of a file is said where the name of an upload goes, which has no slashes. Client and application agree on it.</summary>
internal static class FileNames
{
    public static string NameOf(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);

    public static string PathOf(string name) => name.Replace("%2F", "/", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal);
}
