namespace ValetKey.Providers;

/// <summary>Writes the query in canonical order, so that the text in the URL is the text that is signed.</summary>
internal static class V4Query
{
    public static void Write(
        ref AsciiWriter writer, in V4Request request, V4Key key, V4Day day, scoped ReadOnlySpan<byte> date, in CanonicalHeaders headers)
    {
        V4Words words = key.Labels.Words;
        ReadOnlySpan<KeyValuePair<string, string>> query = CanonicalQuery.InOrder(request.Query);
        int start = writer.Length;
        int next = 0;
        WriteName(ref writer, query, ref next, words.Algorithm, start);
        writer.Raw(words.AlgorithmText);
        WriteName(ref writer, query, ref next, words.Credential, start);
        writer.Raw(day.EncodedCredential);
        WriteName(ref writer, query, ref next, words.Date, start);
        writer.Raw(date);
        WriteName(ref writer, query, ref next, words.Expires, start);
        writer.Number(SecondsOf(request));
        if (key.SecurityToken is not null)
        {
            WriteName(ref writer, query, ref next, words.SecurityToken, start);
            writer.Raw(key.EncodedToken);
        }

        WriteBefore(ref writer, query, ref next, words.Signature, start);
        WriteName(ref writer, query, ref next, words.SignedHeaders, start);
        headers.WriteEncodedNames(ref writer);
        for (; next < query.Length; next++)
        {
            WriteParameter(ref writer, query[next], start);
        }
    }

    /// <summary>The most bytes that the query can take.</summary>
    public static int SizeAtMost(in V4Request request, V4Key key, V4Day day)
    {
        const int DateAndNumber = BasicDate.Length + 20;
        const int OwnNames = 7;
        V4Words words = key.Labels.Words;
        int size = (OwnNames * (words.SecurityToken.Text.Length + 1)) + words.AlgorithmText.Length + DateAndNumber
            + day.EncodedCredential.Length + key.EncodedToken.Length;
        foreach ((string name, string value) in request.Query)
        {
            size += PercentEncoding.GetMaximumLength(name.Length + value.Length) + 2;
        }

        return size;
    }

    private static long SecondsOf(in V4Request request)
    {
        TimeSpan lifetime = request.End - request.Start;
        return lifetime >= TimeSpan.FromSeconds(1) && lifetime <= V4Url.LongestLifetime
            ? lifetime.Ticks / TimeSpan.TicksPerSecond
            : throw new ArgumentException($"The URL would live {lifetime:c}; a second is the least and {V4Url.LongestLifetime:c} the most.");
    }

    /// <summary>Writes one of the signature's own names, and before it the parameters that sort before it.</summary>
    private static void WriteName(
        ref AsciiWriter writer, scoped ReadOnlySpan<KeyValuePair<string, string>> query, ref int next, V4Word own, int start)
    {
        WriteBefore(ref writer, query, ref next, own, start);
        Separate(ref writer, start);
        writer.Raw(own.Text);
    }

    private static void WriteBefore(
        ref AsciiWriter writer, scoped ReadOnlySpan<KeyValuePair<string, string>> query, ref int next, V4Word own, int start)
    {
        for (; next < query.Length; next++)
        {
            int order = string.CompareOrdinal(PercentEncoding.Encode(query[next].Key), own.Name);
            if (order == 0)
            {
                throw new ArgumentException($"The parameter {own.Name} is the signature's own.");
            }

            if (order > 0)
            {
                return;
            }

            WriteParameter(ref writer, query[next], start);
        }
    }

    private static void WriteParameter(ref AsciiWriter writer, KeyValuePair<string, string> parameter, int start)
    {
        Separate(ref writer, start);
        writer.Value(parameter.Key);
        writer.Raw('=');
        writer.Value(parameter.Value);
    }

    private static void Separate(ref AsciiWriter writer, int start)
    {
        if (writer.Length > start)
        {
            writer.Raw('&');
        }
    }
}
