using System.Text;
using ValetKey.Aws;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Everything that a presigned URL can vary in, drawn from a seed.</summary>
internal sealed class UrlCaseGenerator(int seed) : CaseGenerator(seed)
{
    public string Name(int longest = 1024)
    {
        StringBuilder name = new("n");
        int target = Chance(0.03) ? longest : Number(1, 40);
        while (true)
        {
            string piece = Pick(Pieces);
            if (Encoding.UTF8.GetByteCount(name.ToString() + piece) > target)
            {
                return target == longest
                    ? name.ToString().PadRight(name.Length + longest - Encoding.UTF8.GetByteCount(name.ToString()), 'p')
                    : name.ToString();
            }

            name.Append(piece);
        }
    }

    public string HeaderValue() =>
        string.Concat(Enumerable.Range(0, Number(1, 12)).Select(_ => Pick("a", "B", "9", "-", "+", "=", "/", ";", "\"", "x")));

    public string Bucket(bool isAccelerated) =>
        isAccelerated ? Pick("bucket", "my-bucket-1", "abc") : Pick("bucket", "my-bucket-1", "abc", "my.dotted.bucket", "a.b-c.d");

    public KeyConstraints UploadConstraints() => new()
    {
        ContentType = Chance(0.4) ? Pick("image/png", "text/plain; charset=utf-8", "application/vnd.a+json") : null,
        ContentLength = Chance(0.3) ? LengthRange.Exactly(Number(0, 1_000_000)) : null,
        Checksum = Chance(0.4) ? RandomChecksum() : null,
        Metadata = Chance(0.4)
            ? Enumerable.Range(0, Number(1, 3)).ToDictionary(i => $"m{Pick("a", "-b", "_c")}{i}", _ => HeaderValue())
            : new Dictionary<string, string>(),
    };

    public ResponseOverrides? Overrides() => Chance(0.5)
        ? null
        : new ResponseOverrides
        {
            ContentType = Chance(0.5) ? "text/x y" : null,
            ContentDisposition = Chance(0.5) ? "attachment; filename=\"a b+c.txt\"; filename*=UTF-8''%e2%82%ac" : null,
            CacheControl = Chance(0.3) ? "max-age=60, private" : null,
            ContentEncoding = Chance(0.3) ? "gzip" : null,
            ContentLanguage = "de",
        };

    public IReadOnlyList<KeyExtra> Extras() => (Chance(0.2), Chance(0.2)) switch
    {
        (true, true) => [new S3UploadStorageClass("STANDARD_IA"), new S3UploadKmsKey("arn:aws:kms:eu-west-1:1:key/a-b")],
        (true, false) => [new S3UploadStorageClass("GLACIER_IR")],
        (false, true) => [new S3UploadKmsKey()],
        _ => [],
    };

    private Checksum RandomChecksum()
    {
        (ChecksumAlgorithm algorithm, int length) = Pick(
            (ChecksumAlgorithm.Md5, 16), (ChecksumAlgorithm.Sha256, 32), (ChecksumAlgorithm.Crc32C, 4), (ChecksumAlgorithm.Crc64Nvme, 8));
        byte[] value = new byte[length];
        Fill(value);
        return new Checksum(algorithm, value);
    }
}
