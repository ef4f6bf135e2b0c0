namespace ValetKey.Providers;

/// <summary>Writes the query in canonical order, so that the text in the URL is the text that is signed.</summary>
internal ref struct V4Query
{
    private readonly int _start;
    private ReadOnlySpan<KeyValuePair<string, string>> _left;
    private string? _name;

    /// <param name="parameters">All but the signature's own, in any order.</param>
    /// <param name="start">Where in the buffer the query begins.</param>
    private V4Query(ReadOnlySpan<KeyValuePair<string, string>> parameters, int start)
    {
        _start = start;
        _left = CanonicalQuery.InOrder(parameters);
        EncodeName();
    }

    public static void Write(ref AsciiWriter writer, in V4Request request, V4Key key, V4Day day, scoped ReadOnlySpan<byte> date)
    {
        V4Words words = key.Labels.Words;
        V4Query query = new(request.Query, writer.Length);
        query.WriteName(ref writer, words.Algorithm);
        writer.Raw(words.AlgorithmText);
        query.WriteName(ref writer, words.Credential);
        writer.Raw(day.EncodedCredential);
        query.WriteName(ref writer, words.Date);
        writer.Raw(date);
        query.WriteName(ref writer, words.Expires);
        writer.Number(SecondsOf(request));
        if (key.SecurityToken is not null)
        {
            query.WriteName(ref writer, words.SecurityToken);
            writer.Raw(key.EncodedToken);
        }

        query.WriteBefore(ref writer, words.Signature);
        query.WriteName(ref writer, words.SignedHeaders);
        request.Headers.WriteNames(ref writer, isEncoded: true);
        while (query._name is not null)
        {
            query.WriteNext(ref writer);
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
            size += PercentEncoding.GetMaximumLength(name) + PercentEncoding.GetMaximumLength(value) + 2;
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
    private void WriteName(ref AsciiWriter writer, V4Word own)
    {
        WriteBefore(ref writer, own);
        Separate(ref writer);
        writer.Raw(own.Text);
    }

    private void WriteBefore(ref AsciiWriter writer, V4Word own)
    {
        while (_name is not null && string.CompareOrdinal(_name, own.Name) is var order and <= 0)
        {
            if (order == 0)
            {
                throw new ArgumentException($"The parameter {own.Name} is the signature's own.");
            }

            WriteNext(ref writer);
        }
    }

    private void WriteNext(ref AsciiWriter writer)
    {
        Separate(ref writer);
        writer.Raw(_name);
        writer.Raw('=');
        writer.Value(_left[0].Value);
        _left = _left[1..];
        EncodeName();
    }

    private readonly void Separate(ref AsciiWriter writer)
    {
        if (writer.Length > _start)
        {
            writer.Raw('&');
        }
    }

    private void EncodeName() => _name = _left.IsEmpty ? null : PercentEncoding.Encode(_left[0].Key);
}
