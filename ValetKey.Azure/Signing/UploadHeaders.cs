using System.Buffers.Text;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
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

    /// <summary>For each combination of <see cref="Kinds"/> what does not depend on values.</summary>
    private static readonly Set[] Sets = [.. Enumerable.Range(0, 1 << Names.Length).Select(bound => new Set((Kinds)bound))];

    private readonly Set _set = Sets[(int)bound];

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

    public override int Count => _set.Places.Length;

    public IEnumerable<string> Keys => _set.Places.Select(place => Names[place]);

    public IEnumerable<string> Values => _set.Places.Select(ValueOf);

    public string this[string key] => TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"There is no header '{key}'.");

    public override int MeasureAtMost() =>
        _set.Characters + LongestNumber + Md5Base64 + blobType.Length + (constraints.ContentType?.Length ?? 0);

    public override void WritePair(ref AsciiWriter writer, int index)
    {
        int place = _set.Places[index];
        writer.Raw(Names[place]);
        writer.Raw(':');
        switch ((Kinds)(1 << place))
        {
            case Kinds.Length:
                writer.Number(constraints.ContentLength.GetValueOrDefault().Minimum);
                break;
            case Kinds.Md5:
                Base64.EncodeToUtf8(constraints.Checksum!.Value, writer.Reserve(Md5Base64), out _, out _);
                break;
            default:
                writer.Utf8(ValueOf(place));
                break;
        }
    }

    public override void WriteNames(ref AsciiWriter writer) => writer.Raw(_set.Text);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        int index = Array.FindIndex(_set.Places, place => Names[place].Equals(key, StringComparison.OrdinalIgnoreCase));
        value = index < 0 ? null : ValueOf(_set.Places[index]);
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        foreach (int place in _set.Places)
        {
            yield return new(Names[place], ValueOf(place));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private string ValueOf(int place) => (Kinds)(1 << place) switch
    {
        Kinds.Length => constraints.ContentLength.GetValueOrDefault().Minimum.ToString(CultureInfo.InvariantCulture),
        Kinds.Md5 => constraints.Checksum!.ToBase64(),
        Kinds.NoOverwrite => "*",
        Kinds.ContentType => constraints.ContentType!,
        _ => blobType,
    };

    private sealed class Set(Kinds bound)
    {
        /// <summary>Where the names stand in <see cref="Names"/>.</summary>
        public int[] Places { get; } = [.. Enumerable.Range(0, Names.Length).Where(place => bound.HasFlag((Kinds)(1 << place)))];

        /// <summary>The names, parted by commas; each stands for itself in a query.</summary>
        public byte[] Text => field ??= Encoding.ASCII.GetBytes(string.Join(',', Places.Select(place => Names[place])));

        public int Characters => Text.Length + (2 * Places.Length) + "*".Length;
    }
}
