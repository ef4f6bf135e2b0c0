using System.Buffers;
using System.Text;

namespace ValetKey.Providers;

/// <content>
/// The canonical form: names in lower case, with the host among them; values trimmed, each run of spaces and tabs made one space. See "Create a
/// canonical request" in the AWS Signature Version 4 documentation; Google's V4 signatures ask for the same.
/// </content>
public sealed partial class HeaderCollection
{
    private const string Host = "host";
    private const string Blanks = " \t";

    /// <summary>What stands for itself in a query; few names have anything else.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~");

    /// <summary>The most bytes of all names twice in a query and twice beside it, and of the values twice: one may be the payload's hash.</summary>
    internal int SizeAtMost()
    {
        int size = 0;
        foreach ((string name, string value) in Sorted)
        {
            size += (8 * name.Length) + 9 + (2 * value.Length);
        }

        return size;
    }

    /// <summary>Writes the names, parted by semicolons; percent-encoded where they are the value of a query's parameter.</summary>
    internal void WriteNames(ref AsciiWriter writer, bool isEncoded)
    {
        ReadOnlySpan<byte> separator = isEncoded ? "%3B"u8 : ";"u8;
        foreach ((string name, _) in Sorted[.._beforeHost])
        {
            WriteName(ref writer, name, isEncoded);
            writer.Raw(separator);
        }

        writer.Raw("host"u8);
        foreach ((string name, _) in Sorted[_beforeHost..])
        {
            writer.Raw(separator);
            WriteName(ref writer, name, isEncoded);
        }
    }

    /// <summary>Writes a line <c>name:value</c> for each header, and one for the host.</summary>
    internal void WriteLines(ref AsciiWriter writer, scoped ReadOnlySpan<byte> host)
    {
        WriteLines(ref writer, Sorted[.._beforeHost]);
        writer.Raw("host:"u8);
        writer.Raw(host);
        writer.Raw('\n');
        WriteLines(ref writer, Sorted[_beforeHost..]);
    }

    private static void WriteLines(ref AsciiWriter writer, scoped ReadOnlySpan<KeyValuePair<string, string>> headers)
    {
        foreach ((string name, string value) in headers)
        {
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
        if (!value.AsSpan().ContainsAny(Blanks))
        {
            writer.Raw(value);
            return;
        }

        ReadOnlySpan<char> left = value.AsSpan().Trim(Blanks);
        for (int blank = left.IndexOfAny(Blanks); blank >= 0; blank = left.IndexOfAny(Blanks))
        {
            writer.Raw(left[..blank]);
            writer.Raw(' ');
            left = left[blank..].TrimStart(Blanks);
        }

        writer.Raw(left);
    }
}
