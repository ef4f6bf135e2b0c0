using System.Security.Cryptography;

namespace ValetKey.Tests.Servers;

/// <summary>Files that a page makes of blobs: it reads nothing from disk, and the browser need not hold them in memory.</summary>
internal static class PageFiles
{
    /// <summary>Defines <c>make(name, type, size)</c>.</summary>
    public const string Script = """
        window.make = (name, type, size) => {
          const blocks = Array.from({ length: 7 }, (_, i) => new Blob([new Uint8Array(1 << 20).fill(i + 1)]));
          const content = Array.from({ length: size >> 20 }, (_, i) => blocks[i % 7]);
          content.push(new Blob([new Uint8Array(size % (1 << 20)).fill(99)]));
          return new File(content, name, { type, lastModified: 42 });
        };
        """;

    /// <summary>
    /// Defines <c>hold(count)</c>: so many more requests by XMLHttpRequest to another origin are sent, and the rest when it is called again.
    /// </summary>
    public const string Hold = """
        (() => {
          const { open, send, abort } = XMLHttpRequest.prototype;
          const toStore = new WeakSet();
          const held = new Map();
          let most = Infinity;
          XMLHttpRequest.prototype.open = function (method, url, ...others) {
            if (new URL(url, location).origin !== location.origin) toStore.add(this);
            open.call(this, method, url, ...others);
          };
          XMLHttpRequest.prototype.send = function (content) {
            if (!toStore.has(this)) return send.call(this, content);
            held.set(this, content);
            hold(most);
          };
          XMLHttpRequest.prototype.abort = function () {
            held.delete(this);
            abort.call(this);
          };
          window.hold = (count) => {
            most = count;
            for (const [request, content] of held) {
              if (most <= 0) return;
              most--;
              held.delete(request);
              send.call(request, content);
            }
          };
        })();
        """;

    private const int Mebibyte = 1 << 20;

    /// <summary>Blocks whose number has no factor in common with the length of a part, so that no two parts are alike.</summary>
    private const int Blocks = 7;

    /// <summary>What a file of this size contains, block by block.</summary>
    public static IEnumerable<byte[]> ContentOf(long size)
    {
        for (int i = 0; i < size / Mebibyte; i++)
        {
            yield return [.. Enumerable.Repeat((byte)((i % Blocks) + 1), Mebibyte)];
        }

        yield return [.. Enumerable.Repeat((byte)99, (int)(size % Mebibyte))];
    }

    public static byte[] DigestOf(long size)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (byte[] block in ContentOf(size))
        {
            hash.AppendData(block);
        }

        return hash.GetHashAndReset();
    }
}
