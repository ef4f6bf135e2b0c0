using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// Headers as Signature Version 4 wants them ("Create a canonical request"): names in lower case and sorted, values trimmed, runs of spaces made one.
/// </summary>
internal readonly struct CanonicalHeaders
{
    private const string Host = "host";

    private readonly KeyValuePair<string, string>[]? _sorted;

    public CanonicalHeaders(IReadOnlyDictionary<string, string> headers)
    {
        if (headers.Count == 0)
        {
            return; // By far the most: a download signs the host alone.
        }

        _sorted = new KeyValuePair<string, string>[headers.Count + 1];
        _sorted[0] = new(Host, "");
        int next = 1;
        foreach ((string name, string value) in headers)
        {
            _sorted[next++] = new(name.ToLowerInvariant(), value);
        }

        Array.Sort(_sorted, static (one, other) => string.CompareOrdinal(one.Key, other.Key));
    }

    public void WriteNames(ref AsciiWriter writer, scoped ReadOnlySpan<byte> separator)
    {
        if (_sorted is null)
        {
            writer.Raw("host"u8);
            return;
        }

        for (int i = 0; i < _sorted.Length; i++)
        {
            if (i > 0)
            {
                writer.Raw(separator);
            }

            writer.Raw(_sorted[i].Key);
        }
    }

    public void WriteLines(ref AsciiWriter writer, scoped ReadOnlySpan<byte> host)
    {
        foreach ((string name, string value) in _sorted ?? [new(Host, "")])
        {
            writer.Raw(name);
            writer.Raw(':');
            if (name == Host)
            {
                writer.Raw(host);
            }
            else
            {
                WriteValue(ref writer, value);
            }

            writer.Raw('\n');
        }
    }

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
