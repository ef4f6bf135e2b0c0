using System.Buffers;
using System.Text;

namespace ValetKey.Providers;

/// <summary>
/// A query in canonical form: names and values percent-encoded by RFC 3986, sorted by encoded name and then by encoded value, each name with its <c>=</c>.
/// See "Create a canonical request" in the AWS Signature Version 4 documentation; Google's V4 signatures ask for the same.
/// </summary>
public static class CanonicalQuery
{
    /// <summary>Writes the query as ASCII bytes.</summary>
    /// <param name="parameters">Names and values, not encoded, in any order. The span is sorted.</param>
    /// <param name="destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <returns>Whether it fitted.</returns>
    /// <exception cref="ArgumentException">A name or value has a lone surrogate.</exception>
    public static bool TryWrite(Span<KeyValuePair<string, string>> parameters, Span<byte> destination, out int bytesWritten)
    {
        Sort(parameters);
        bytesWritten = 0;
        foreach ((string name, string value) in parameters)
        {
            if (!TryAppend(destination, ref bytesWritten, bytesWritten == 0 ? default : (byte)'&')
                || !TryAppend(destination, ref bytesWritten, name)
                || !TryAppend(destination, ref bytesWritten, (byte)'=')
                || !TryAppend(destination, ref bytesWritten, value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The query as a string, without a leading <c>?</c>.</summary>
    /// <param name="parameters">Names and values, not encoded, in any order.</param>
    /// <exception cref="ArgumentException">A name or value has a lone surrogate.</exception>
    public static string Create(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        KeyValuePair<string, string>[] sorted = [.. parameters];
        byte[] buffer = ArrayPool<byte>.Shared.Rent(
            sorted.Sum(parameter => PercentEncoding.GetMaximumLength(parameter.Key.Length + parameter.Value.Length) + 2));
        try
        {
            TryWrite(sorted, buffer, out int written);
            return Encoding.ASCII.GetString(buffer, 0, written);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Parameters in canonical order: these where they are in it already, and a copy where not.</summary>
    /// <exception cref="ArgumentException">A name or value has a lone surrogate.</exception>
    internal static ReadOnlySpan<KeyValuePair<string, string>> InOrder(ReadOnlySpan<KeyValuePair<string, string>> parameters)
    {
        for (int i = 1; i < parameters.Length; i++)
        {
            if (Compare(parameters[i - 1], parameters[i]) > 0)
            {
                KeyValuePair<string, string>[] sorted = parameters.ToArray();
                Sort(sorted);
                return sorted;
            }
        }

        return parameters;
    }

    private static void Sort(Span<KeyValuePair<string, string>> parameters)
    {
        try
        {
            parameters.Sort(Compare);
        }
        catch (InvalidOperationException fault) when (fault.InnerException is ArgumentException)
        {
            throw new ArgumentException("A name or value has a lone surrogate, which has no UTF-8.", nameof(parameters), fault);
        }
    }

    private static bool TryAppend(Span<byte> destination, ref int written, byte character)
    {
        if (character == default)
        {
            return true;
        }

        if (written == destination.Length)
        {
            return false;
        }

        destination[written++] = character;
        return true;
    }

    private static bool TryAppend(Span<byte> destination, ref int written, string text)
    {
        bool fits = PercentEncoding.TryEncode(text, destination[written..], out int added);
        written += added;
        return fits;
    }

    private static int Compare(KeyValuePair<string, string> one, KeyValuePair<string, string> other) =>
        CompareEncoded(one.Key, other.Key) is var byName and not 0 ? byName : CompareEncoded(one.Value, other.Value);

    /// <summary>
    /// Compares as the encoded texts would. Not the same as comparing the texts: <c>%</c> stands before letters, so <c>é</c> sorts before <c>a</c>.
    /// </summary>
    private static int CompareEncoded(string one, string other) =>
        IsPlain(one) && IsPlain(other)
            ? string.CompareOrdinal(one, other)
            : string.CompareOrdinal(PercentEncoding.Encode(one), PercentEncoding.Encode(other));

    private static bool IsPlain(string text) => ReferenceEquals(PercentEncoding.Encode(text), text);
}
