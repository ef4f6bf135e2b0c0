using System.Security.Cryptography;

namespace ValetKey.Samples.Migrate;

/// <summary>The digest that every store can hold an upload to. It guards against accidents, not against forgers.</summary>
internal static class Md5
{
    public static async Task<byte[]> OfAsync(Stream content, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[128 * 1024];
        while (await content.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
