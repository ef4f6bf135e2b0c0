using System.Security.Cryptography;
using ValetKey.Gcp;
using ValetKey.Tests.Aws.S3;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>Everything that a signed URL can vary in, drawn from a seed, with the request that Google's documentation asks for.</summary>
internal sealed class BucketCase
{
    private readonly UrlCaseGenerator _generate;

    public BucketCase(UrlCaseGenerator generate)
    {
        _generate = generate;
        string bucket = generate.Pick("bucket", "my-bucket-1", "abc", "my.dotted.bucket", "under_score");
        string origin = Place(bucket);
        Permission = generate.Pick(Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write,
            Permissions.Delete, Permissions.List);
        string name = generate.Name(1000);
        if (Permission == Permissions.List)
        {
            Method = "GET";
            bool isWhole = generate.Chance(0.3);
            Scope = isWhole ? KeyScope.ForContainer(bucket) : KeyScope.ForPrefix(bucket, name.TrimEnd('/') + "/");
            Parameters["list-type"] = "2";
            Parameters["prefix"] = Scope.Name;
            Path = origin.Contains(bucket) ? "/" : $"/{bucket}";
        }
        else
        {
            bool isUpload = Permission is Permissions.Create or Permissions.Write;
            string? generation = !isUpload && generate.Chance(0.2) ? "1360887697105000" : null;
            Scope = KeyScope.ForObject(bucket, name, generation);
            Path = (origin.Contains(bucket) ? "/" : $"/{bucket}/") + name;
            if (generation is not null)
            {
                Parameters["generation"] = generation;
            }

            Method = Permission == Permissions.Read ? "GET"
                : Permission == Permissions.ReadProperties ? "HEAD"
                : Permission == Permissions.Delete ? "DELETE" : "PUT";
            if (isUpload)
            {
                Upload();
            }
            else if (Permission == Permissions.Read)
            {
                Download();
            }
        }

        Origin = origin;
        Start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(generate.Number(0, 40_000_000));
        Length = TimeSpan.FromSeconds(generate.Number(1, 604_800));
    }

    public GoogleCloudStorageOptions Options { get; } = new() { UseResponseOverrides = true };

    public KeyScope Scope { get; }

    public Permissions Permission { get; }

    public KeyConstraints Constraints { get; private set; } = KeyConstraints.None;

    public List<KeyExtra> Extras { get; } = [];

    public string Method { get; private set; }

    public string Origin { get; }

    public string Path { get; }

    public Dictionary<string, string> Parameters { get; } = [];

    public Dictionary<string, string> Headers { get; } = [];

    public DateTimeOffset Start { get; }

    public TimeSpan Length { get; }

    public string ExpectedUrl(GoogleV4 google) => google.UrlOf(Method, Origin, Path, Parameters, Headers, Start, Length);

    private string Place(string bucket)
    {
        switch (_generate.Number(0, 5))
        {
            case 0:
                Options.UrlStyle = GcsUrlStyle.VirtualHosted;
                return bucket.AsSpan().ContainsAny('.', '_') ? "https://storage.googleapis.com" : $"https://{bucket}.storage.googleapis.com";
            case 1:
                Options.BucketBoundUrls[bucket] = new Uri($"https://{bucket}.media.example");
                return $"https://{bucket}.media.example";
            case 2:
                Options.EmulatorHost = "127.0.0.1:9023";
                return "http://127.0.0.1:9023";
            case 3:
                Options.UniverseDomain = "universe.example";
                return "https://storage.universe.example";
            case 4:
                Options.ServiceUrl = new Uri("http://internal.example");
                Options.PublicUrl = new Uri("https://files.example:8443");
                return "https://files.example:8443";
            default:
                return "https://storage.googleapis.com";
        }
    }

    private void Upload()
    {
        KeyConstraints drawn = _generate.UploadConstraints();
        bool isTaken = drawn.Checksum is null or { Algorithm: ChecksumAlgorithm.Md5 or ChecksumAlgorithm.Crc32C };
        bool isResumable = _generate.Chance(0.2);
        Constraints = drawn with
        {
            Checksum = isTaken && !isResumable ? drawn.Checksum : null,
            ContentLength = isResumable
                ? null
                : _generate.Chance(0.3) ? LengthRange.Between(_generate.Number(0, 9), 5_000_000_000) : drawn.ContentLength,
        };
        if (Permission == Permissions.Create)
        {
            Headers["x-goog-if-generation-match"] = "0";
        }

        if (isResumable)
        {
            Extras.Add(new GcsResumableUpload());
            Headers["x-goog-resumable"] = "start";
            Method = "POST";
        }

        if (Constraints.ContentType is { } type)
        {
            Headers["content-type"] = type;
        }

        if (Constraints.ContentLength is { } length)
        {
            Headers["x-goog-content-length-range"] = $"{length.Minimum},{length.Maximum}";
        }

        if (Constraints.Checksum is { } checksum)
        {
            bool isMd5 = checksum.Algorithm == ChecksumAlgorithm.Md5;
            Headers[isMd5 ? "content-md5" : "x-goog-hash"] = (isMd5 ? "" : "crc32c=") + Convert.ToBase64String(checksum.Value);
        }

        foreach ((string name, string value) in Constraints.Metadata)
        {
            Headers["x-goog-meta-" + name] = value;
        }

        if (_generate.Chance(0.2))
        {
            Extras.Add(new GcsUploadKmsKey("projects/p/locations/eu/keyRings/r/cryptoKeys/k"));
            Headers["x-goog-encryption-kms-key-name"] = "projects/p/locations/eu/keyRings/r/cryptoKeys/k";
        }
        else
        {
            MaybeEncrypt();
        }
    }

    private void Download()
    {
        if (_generate.Chance(0.4))
        {
            Constraints = new()
            {
                Response = new()
                {
                    ContentType = _generate.Chance(0.5) ? "text/x y" : null,
                    ContentDisposition = "attachment; filename=\"a b+c.txt\"",
                },
            };
            Parameters["response-content-disposition"] = "attachment; filename=\"a b+c.txt\"";
            if (Constraints.Response.ContentType is { } type)
            {
                Parameters["response-content-type"] = type;
            }
        }

        MaybeEncrypt();
    }

    private void MaybeEncrypt()
    {
        if (!_generate.Chance(0.2))
        {
            return;
        }

        byte[] key = SHA256.HashData([(byte)_generate.Number(0, 255)]);
        Extras.Add(new GcsCustomerKey(key));
        Headers["x-goog-encryption-algorithm"] = "AES256";
        Headers["x-goog-encryption-key"] = Convert.ToBase64String(key);
        Headers["x-goog-encryption-key-sha256"] = Convert.ToBase64String(SHA256.HashData(key));
    }
}
