using System.Security.Cryptography;

namespace ValetKey.Testing;

/// <summary>Checksums of uploads: another content, with the checksum that was agreed, with its own, and with none.</summary>
internal static class ChecksumSamples
{
    private static readonly byte[] Proper = "the content that was agreed"u8.ToArray();
    private static readonly byte[] Other = "some other of equal lengths"u8.ToArray();

    public static ConstraintSample Of(ChecksumAlgorithm algorithm)
    {
        byte[] own = Compute(algorithm, Proper);
        byte[] foreign = Compute(algorithm, Other);
        return new ConstraintSample(new KeyConstraints
        {
            Checksum = new Checksum(algorithm, own),

            // One service wants the length with it, and for all others it changes nothing.
            ContentLength = algorithm == ChecksumAlgorithm.Md5 ? LengthRange.Exactly(Proper.Length) : null,
        })
        {
            Upload = new Upload(Proper),
            Violations =
            [
                ("another content", request => request.WithBody(Other)),
                ("another content with its own checksum", request => WithChecksum(request.WithBody(Other), own, foreign)),
                ("another content with no checksum", request => WithChecksum(request.WithBody(Other), own, null)),
            ],
        };
    }

    /// <summary>The checksum of a content.</summary>
    public static byte[] Compute(ChecksumAlgorithm algorithm, byte[] content) => algorithm switch
    {
        ChecksumAlgorithm.Md5 => CryptographicOperations.HashData(HashAlgorithmName.MD5, content),
        ChecksumAlgorithm.Sha256 => SHA256.HashData(content),
        ChecksumAlgorithm.Crc32C => Crc.Of32C(content),
        _ => Crc.Of64Nvme(content),
    };

    /// <summary>Every header and field that bears the checksum bears another, or is left out.</summary>
    private static RawRequest WithChecksum(RawRequest request, byte[] from, byte[]? to)
    {
        string[] spellings = [Convert.ToBase64String(from), Convert.ToHexString(from), Convert.ToHexStringLower(from)];
        string[] others = to is null ? [] : [Convert.ToBase64String(to), Convert.ToHexString(to), Convert.ToHexStringLower(to)];
        int SpellingIn(string value) => Array.FindIndex(spellings, spelling => value.Contains(spelling, StringComparison.Ordinal));
        string Changed(string value, int spelling) => value.Replace(spellings[spelling], others[spelling], StringComparison.Ordinal);
        return request with
        {
            Headers =
            [
                .. from header in request.Headers
                   let spelling = SpellingIn(header.Value)
                   where spelling < 0 || to is not null
                   select spelling < 0 ? header : new KeyValuePair<string, string>(header.Key, Changed(header.Value, spelling)),
            ],
            Parts = request.Parts is not { } parts ? null :
            [
                .. from part in parts
                   let spelling = part.FileName is null ? SpellingIn(part.Value) : -1
                   where spelling < 0 || to is not null
                   select spelling < 0 ? part : part.WithValue(Changed(part.Value, spelling)),
            ],
        };
    }
}
