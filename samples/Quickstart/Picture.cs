using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ValetKey.Samples.Quickstart;

/// <summary>The file that travels: a small picture, embedded into this program.</summary>
internal static class Picture
{
    public const string ContentType = "image/png";

    public static byte[] Bytes { get; } = Read();

    public static string Hash { get; } = HashOf(Bytes);

    public static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public static HttpContent ToContent(string contentType = ContentType, int extraBytes = 0) =>
        new ByteArrayContent([.. Bytes, .. new byte[extraBytes]])
        {
            Headers = { ContentType = new MediaTypeHeaderValue(contentType) },
        };

    private static byte[] Read()
    {
        using Stream resource = typeof(Picture).Assembly.GetManifestResourceStream("picture.png")!;
        using MemoryStream copy = new();
        resource.CopyTo(copy);
        return copy.ToArray();
    }
}
