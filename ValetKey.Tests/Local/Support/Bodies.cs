using System.Net;
using System.Text;

namespace ValetKey.Tests.Local.Support;

/// <summary>Contents of requests.</summary>
public static class Bodies
{
    /// <summary>A text without a content type, so that a test sends one only where it means to.</summary>
    public static ByteArrayContent Text(string text, string? contentType = null) => Bytes(Encoding.UTF8.GetBytes(text), contentType);

    public static ByteArrayContent Bytes(byte[] bytes, string? contentType = null)
    {
        ByteArrayContent content = new(bytes);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }

    /// <summary>A body without a length, which is sent in chunks.</summary>
    public static HttpContent Chunked(string text) => new ChunkedContent(Encoding.UTF8.GetBytes(text));

    private sealed class ChunkedContent(byte[] bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            foreach (byte[] part in bytes.Chunk(3))
            {
                await stream.WriteAsync(part);
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
