namespace ValetKey.Providers;

/// <summary>
/// A query in canonical form: names and values percent-encoded by RFC 3986, sorted by encoded name, then by encoded value, each name with its
/// <c>=</c>. See "Create a canonical request" in the AWS Signature Version 4 documentation; Google's V4 signatures ask for the same.
/// </summary>
public static class CanonicalQuery
{
    /// <summary>The query as a string, without a leading <c>?</c>.</summary>
    /// <param name="parameters">Names and values, not encoded, in any order.</param>
    /// <exception cref="ArgumentException">A name or value has a lone surrogate.</exception>
    public static string Create(IEnumerable<KeyValuePair<string, string>> parameters)
    {
        KeyValuePair<string, string>[] sorted = [.. parameters];
        Sort(sorted);
        return string.Join('&', sorted.Select(parameter => $"{PercentEncoding.Encode(parameter.Key)}={PercentEncoding.Encode(parameter.Value)}"));
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
