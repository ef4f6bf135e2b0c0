using System.Text;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>Changes a valid input in a few places, without knowing what it means.</summary>
internal sealed class ByteMutator(Random random, IReadOnlyList<byte[]> others)
{
    private const int LongestPiece = 24;

    private static readonly byte[][] Words = [.. new[]
    {
        "%", "%2F", "%2f", "%00", "%FF", "%E2%82", "%25", "..", "/", "//", "/../", "@", "?", "&", "=", "#", ";", ",", "+", "-", "*", "\"", "\\",
        ":", " ", "\t", "\0", "\r\n", "\r\n\r\n", "\r\n ", "--", "0", "1", "-1", "00", "2147483648", "9223372036854775807", "99999999999999999999",
        "bytes=", "bytes=0-", "bytes=-1", "bytes=5-2", "bytes=0-0,2-3", "W/\"", "\"\"", "Mon, 01 Jan 2024 00:00:00 GMT", "&sig=", "vk=1", "kf=u",
        "kf=f", "kf=q", "sr=o", "sr=p", "sr=c", "sr=t", "sr=q", "sp=rpcwadlstku", "nm=", "up=", "pn=1", "su=", "prefix=", "delimiter=", "after=",
        "limit=", "peek=true", "count=", "visibility=", "receipt=", "${filename}", "form-data; name=\"file\"", "filename*=UTF-8''%", "boundary=",
        "multipart/form-data; boundary=x", "x-valetkey-meta-a: b\r\n", "x-valetkey-meta-A: b\r\n", "Content-Length: 0\r\n", "Range: bytes=1-2\r\n",
        "If-None-Match: *\r\n", "Transfer-Encoding: chunked\r\n", "{", "}", "[", "null", "\u00e9", "\u202e", "\ufeff",
    }.Select(Encoding.UTF8.GetBytes)];

    /// <param name="input">What is changed.</param>
    /// <param name="from">Nothing before this is changed.</param>
    public byte[] Mutate(byte[] input, int from = 0)
    {
        List<byte> bytes = [.. input];
        for (int changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = from + random.Next(bytes.Count - from + 1);
            Change(bytes, random.Next(8) switch { 0 => from, 1 => bytes.Count, _ => at }, from);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, int at, int from)
    {
        int length = Math.Min(random.Next(1, LongestPiece), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when length > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                List<byte> piece = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(from + random.Next(bytes.Count - from + 1), piece);
                break;
            case 5:
                byte[] other = others[random.Next(others.Count)];
                int start = random.Next(other.Length + 1);
                bytes.InsertRange(at, other[start..Math.Min(other.Length, start + (LongestPiece * 2))]);
                break;
            case 6 when random.Next(8) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                bytes.InsertRange(at, Words[random.Next(Words.Length)]);
                break;
        }
    }
}
