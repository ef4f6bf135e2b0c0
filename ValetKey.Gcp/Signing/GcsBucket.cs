using System.Text;

namespace ValetKey.Gcp.Signing;

/// <summary>Where a bucket and its objects are, as clients reach them: prepared once per bucket.</summary>
internal sealed class GcsBucket
{
    /// <param name="name">The bucket's name.</param>
    /// <param name="origin">The scheme, the host and, where the URL is to have one, the port.</param>
    /// <param name="host">The host as the signature has it: without a port, as Google's conformance suite asks for.</param>
    /// <param name="path">The bucket's own path: <c>/bucket</c>, or empty where the host names it.</param>
    public GcsBucket(string name, string origin, string host, string path)
    {
        Name = name;
        Origin = Encoding.ASCII.GetBytes(origin);
        Host = Encoding.ASCII.GetBytes(host);
        Path = Encoding.ASCII.GetBytes(path.Length == 0 ? "/" : path);
        ObjectPath = Encoding.ASCII.GetBytes(path + "/");
        FormUrl = $"{origin}{path}/";
    }

    public string Name { get; }

    public byte[] Origin { get; }

    public byte[] Host { get; }

    /// <summary>The path of the bucket, for listing.</summary>
    public byte[] Path { get; }

    /// <summary>What comes before an object's name.</summary>
    public byte[] ObjectPath { get; }

    /// <summary>Where forms are posted to.</summary>
    public string FormUrl { get; }
}
