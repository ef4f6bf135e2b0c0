using System.Buffers.Text;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>
/// The headers that an upload is bound to, sorted. A key is made more often than its headers are read, so a value becomes text when it is asked for.
/// </summary>
/// <param name="constraints">Those of the grant.</param>
/// <param name="blobType">The type of the blob.</param>
/// <param name="bound">Which headers there are.</param>
internal sealed class UploadHeaders(KeyConstraints constraints, string blobType, UploadHeaders.Kinds bound)
    : BoundParts, IReadOnlyDictionary<string, string>
{
    private const int LongestNumber = 19;
    private const int Md5Base64 = 24;

    private static readonly string[] Names = ["content-length", "content-md5", "if-none-match", "x-ms-blob-content-type", AzureOperations.BlobType];

    /// <summary>For each set of headers the places of their names.</summary>
    private static readonly int[][] Sets =
        [.. Enumerable.Range(0, 1 << Names.Length).Select(set => Enumerable.Range(0, Names.Length).Where(bit => (set & (1 << bit)) != 0).ToArray())];

    private readonly int[] _set = Sets[(int)bound];

    [Flags]
    public enum Kinds
    {
        None = 0,
        Length = 1,
        Md5 = 2,
        NoOverwrite = 4,
        ContentType = 8,
        BlobType = 16,
    }

    public override int Count => _set.Length;

    public IEnumerable<string> Keys => this.Select(header => header.Key);

    public IEnumerable<string> Values => this.Select(header => header.Value);

    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");

    public override string NameAt(int index) => Names[_set[index]];

    public override string ValueAt(int index) => KindAt(index) switch
    {
        Kinds.Length => constraints.ContentLength.GetValueOrDefault().Minimum.ToString(CultureInfo.InvariantCulture),
        Kinds.Md5 => constraints.Checksum!.ToBase64(),
        Kinds.NoOverwrite => "*",
        Kinds.ContentType => constraints.ContentType!,
        _ => blobType,
    };

    public override int MeasureAtMost(int index) => NameAt(index).Length + KindAt(index) switch
    {
        Kinds.Length => LongestNumber,
        Kinds.Md5 => Md5Base64,
        _ => ValueAt(index).Length,
    };

    public override void WriteValue(ref AsciiWriter writer, int index)
    {
        switch (KindAt(index))
        {
            case Kinds.Length:
                writer.Number(constraints.ContentLength.GetValueOrDefault().Minimum);
                break;
            case Kinds.Md5:
                Base64.EncodeToUtf8(constraints.Checksum!.Value, writer.Reserve(Md5Base64), out _, out _);
                break;
            default:
                writer.Utf8(ValueAt(index));
                break;
        }
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int index = Array.FindIndex(_set, place => Names[place].Equals(key, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? null : ValueAt(index);
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return new(NameAt(i), ValueAt(i));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Kinds KindAt(int index) => (Kinds)(1 << _set[index]);
}
