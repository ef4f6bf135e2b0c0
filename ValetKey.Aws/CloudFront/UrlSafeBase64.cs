namespace ValetKey.Aws.CloudFront;

/// <summary>CloudFront's own alphabet: base64 with <c>-</c> for <c>+</c>, <c>~</c> for <c>/</c>, and <c>_</c> for the padding <c>=</c>.</summary>
internal static class UrlSafeBase64
{
    public static string Encode(ReadOnlySpan<byte> bytes) =>
        string.Create(((bytes.Length + 2) / 3) * 4, bytes, static (text, bytes) =>
        {
            Convert.TryToBase64Chars(bytes, text, out _);
            text.Replace('+', '-');
            text.Replace('=', '_');
            text.Replace('/', '~');
        });
}
