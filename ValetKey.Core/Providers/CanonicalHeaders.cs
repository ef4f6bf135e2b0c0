using System.Buffers;
using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// Signed headers in canonical form: names in lower case and sorted, with the host among them; values trimmed, each run of spaces and tabs made one
/// space. See "Create a canonical request" in the AWS Signature Version 4 documentation; Google's V4 signatures ask for the same.
/// </summary>
internal readonly struct CanonicalHeaders
{
    private const string Host = "host";
    private const string Blanks = " \t";

    /// <summary>What stands for itself in a query; few names have anything else.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~");

    private readonly OrderedDictionary<string, string> _sorted;
    private readonly int _beforeHost;

    /// <summary>Takes headers that are in order already; they are kept, not copied.</summary>
    /// <param name="sorted">
    /// All but the host, in the order of their names in lower case. Names and values must be ASCII; others throw <see cref="ArgumentException"/> when
    /// written.
    /// </param>
    /// <exception cref="ArgumentException">The names are not in order, one is there twice, or the host is among them.</exception>
    public CanonicalHeaders(OrderedDictionary<string, string> sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        _sorted = sorted;
        for (int i = 0; i < sorted.Count; i++)
        {
            string name = sorted.GetAt(i).Key;
            int toHost = Compare(name, Host);
            if (toHost == 0 || (i > 0 && Compare(sorted.GetAt(i - 1).Key, name) >= 0))
            {
                throw new ArgumentException($"The header '{name}' is out of order, there twice, or the host.", nameof(sorted));
            }

            _beforeHost += toHost < 0 ? 1 : 0;
        }
    }

    /// <summary>Writes the names as a text to sign has them, parted by semicolons.</summary>
    /// <param name="writer">Where to write: no more than the names' length and two bytes for each.</param>
    public void WriteNames(ref AsciiWriter writer) => WriteNames(ref writer, isEncoded: false);

    /// <summary>Writes the names as the value of a query's parameter, percent-encoded.</summary>
    /// <param name="writer">Where to write: no more than three times the names' length and nine bytes.</param>
    public void WriteEncodedNames(ref AsciiWriter writer) => WriteNames(ref writer, isEncoded: true);

    /// <summary>Writes a line <c>name:value</c> for each header, and one for the host.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="host">The value of the <c>host</c> header.</param>
    public void WriteLines(ref AsciiWriter writer, scoped ReadOnlySpan<byte> host)
    {
        WriteLines(ref writer, 0, _beforeHost);
        writer.Raw("host:"u8);
        writer.Raw(host);
        writer.Raw('\n');
        WriteLines(ref writer, _beforeHost, _sorted.Count);
    }

    private void WriteNames(ref AsciiWriter writer, bool isEncoded)
    {
        ReadOnlySpan<byte> separator = isEncoded ? "%3B"u8 : ";"u8;
        for (int i = 0; i < _beforeHost; i++)
        {
            WriteName(ref writer, _sorted.GetAt(i).Key, isEncoded);
            writer.Raw(separator);
        }

        writer.Raw("host"u8);
        for (int i = _beforeHost; i < _sorted.Count; i++)
        {
            writer.Raw(separator);
            WriteName(ref writer, _sorted.GetAt(i).Key, isEncoded);
        }
    }

    private void WriteLines(ref AsciiWriter writer, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            (string name, string value) = _sorted.GetAt(i);
            WriteName(ref writer, name, isEncoded: false);
            writer.Raw(':');
            WriteValue(ref writer, value);
            writer.Raw('\n');
        }
    }

    private static void WriteName(ref AsciiWriter writer, string name, bool isEncoded)
    {
        if (isEncoded && name.AsSpan().ContainsAnyExcept(Plain))
        {
            writer.Value(name.ToLowerInvariant());
            return;
        }

        if (Ascii.ToLower(name, writer.Reserve(name.Length), out _) != OperationStatus.Done)
        {
            throw new ArgumentException("The name of a header is not ASCII.");
        }
    }

    private static void WriteValue(ref AsciiWriter writer, string value)
    {
        ReadOnlySpan<char> left = value.AsSpan().Trim(Blanks);
        for (int blank = left.IndexOfAny(Blanks); blank >= 0; blank = left.IndexOfAny(Blanks))
        {
            writer.Raw(left[..blank]);
            writer.Raw(' ');
            left = left[blank..].TrimStart(Blanks);
        }

        writer.Raw(left);
    }

    /// <summary>
    /// As the names in lower case would. <see cref="StringComparison.OrdinalIgnoreCase"/> would not do: it compares upper case, where <c>_</c> comes
    /// after the letters.
    /// </summary>
    private static int Compare(string one, string other)
    {
        int common = Math.Min(one.Length, other.Length);
        for (int i = 0; i < common; i++)
        {
            int difference = ToLower(one[i]) - ToLower(other[i]);
            if (difference != 0)
            {
                return difference;
            }
        }

        return one.Length - other.Length;
    }

    private static int ToLower(char character) => char.IsAsciiLetterUpper(character) ? character | 0x20 : character;
}
