using System.Text;

namespace ValetKey.Local.Storage.Sql;

/// <summary>Names as bytes. Lone surrogates are refused: replaced, they would make two names one.</summary>
internal static class Utf8Name
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static byte[] Encode(string name) => Strict.GetBytes(name);

    public static string Decode(ReadOnlySpan<byte> name) => Strict.GetString(name);

    /// <summary>The first bytes after all that start with the prefix. UTF-8 has no byte 0xFF, so there always are some.</summary>
    public static byte[] After(ReadOnlySpan<byte> prefix)
    {
        if (prefix.IsEmpty)
        {
            return [0xFF];
        }

        byte[] end = prefix.ToArray();
        end[^1]++;
        return end;
    }
}
