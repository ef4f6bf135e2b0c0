using ValetKey.Gcp.Credentials;
using ValetKey.Providers;

namespace ValetKey.Gcp.Signing;

/// <summary>Writes the query in canonical order, so that the text in the URL is the text that is signed.</summary>
internal static class V4Query
{
    public static void Write(
        ref AsciiWriter writer, in UrlRequest request, SigningKey key, DayScope scope, scoped ReadOnlySpan<byte> date, in CanonicalHeaders headers)
    {
        V4Labels labels = key.Labels;
        int start = writer.Length;
        int next = 0;
        WriteName(ref writer, request.Query, ref next, labels.AlgorithmParameter, start);
        writer.Raw(labels.AlgorithmText);
        WriteName(ref writer, request.Query, ref next, labels.CredentialParameter, start);
        writer.Raw(scope.EncodedCredential);
        WriteName(ref writer, request.Query, ref next, labels.DateParameter, start);
        writer.Raw(date);
        WriteName(ref writer, request.Query, ref next, labels.ExpiresParameter, start);
        writer.Number(request.Seconds);
        WriteName(ref writer, request.Query, ref next, labels.SignedHeadersParameter, start);
        headers.WriteEncodedNames(ref writer);
        for (; next < request.Query.Length; next++)
        {
            WriteParameter(ref writer, request.Query[next], start);
        }
    }

    /// <summary>Writes one of the signature's own names, and before it the parameters that sort before it.</summary>
    private static void WriteName(ref AsciiWriter writer, ReadOnlySpan<KeyValuePair<string, string>> query, ref int next, string name, int start)
    {
        while (next < query.Length && string.CompareOrdinal(PercentEncoding.Encode(query[next].Key), name) < 0)
        {
            WriteParameter(ref writer, query[next++], start);
        }

        Separate(ref writer, start);
        writer.Raw(name);
        writer.Raw('=');
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
