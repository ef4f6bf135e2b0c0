using System.Text;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// Headers as Signature Version 4 wants them ("Create a canonical request"): names in lower case and sorted, values trimmed, runs of spaces made one.
/// </summary>
internal readonly struct CanonicalHeaders
{
    private const string Host = "host";

    private readonly OrderedDictionary<string, string> _sorted;
    private readonly int _beforeHost;

    /// <param name="sorted">All but the host, sorted by their names in lower case.</param>
    public CanonicalHeaders(OrderedDictionary<string, string> sorted)
    {
        _sorted = sorted;
        while (_beforeHost < sorted.Count && string.Compare(sorted.GetAt(_beforeHost).Key, Host, StringComparison.OrdinalIgnoreCase) < 0)
        {
            _beforeHost++;
        }
    }

    public void WriteNames(ref AsciiWriter writer, scoped ReadOnlySpan<byte> separator)
    {
        for (int i = 0; i < _beforeHost; i++)
        {
            WriteName(ref writer, _sorted.GetAt(i).Key);
            writer.Raw(separator);
        }

        writer.Raw("host"u8);
        for (int i = _beforeHost; i < _sorted.Count; i++)
        {
            writer.Raw(separator);
            WriteName(ref writer, _sorted.GetAt(i).Key);
        }
    }

    public void WriteLines(ref AsciiWriter writer, scoped ReadOnlySpan<byte> host)
    {
        WriteLines(ref writer, 0, _beforeHost);
        writer.Raw("host:"u8);
        writer.Raw(host);
        writer.Raw('\n');
        WriteLines(ref writer, _beforeHost, _sorted.Count);
    }

    private void WriteLines(ref AsciiWriter writer, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            (string name, string value) = _sorted.GetAt(i);
            WriteName(ref writer, name);
            writer.Raw(':');
            WriteValue(ref writer, value);
            writer.Raw('\n');
        }
    }

    private static void WriteName(ref AsciiWriter writer, string name) => Ascii.ToLower(name, writer.Reserve(name.Length), out _);

    private static void WriteValue(ref AsciiWriter writer, string value)
    {
        char last = '\0';
        foreach (char character in value.AsSpan().Trim(' '))
        {
            if (character != ' ' || last != ' ')
            {
                writer.Raw(character);
            }

            last = character;
        }
    }
}
