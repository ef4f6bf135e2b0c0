using Amazon.S3.Model;
using ValetKey.Aws.Signing;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>
/// Against AWS's own SDK under one clock. The SDK puts the query's parameters in an order of its own and leaves version ids unescaped in it; the
/// signature covers the sorted query in both, so parameters are compared sorted and everything else as it stands.
/// </summary>
[NonParallelizable]
public class SdkDifferentialTests
{
    private const int CasesPerSeed = 500;

    // As RADOS Gateway and Amazon give them.
    private static readonly string[] UploadIds =
        ["2~nNmNc1qV3ysz.x_Y-9", "VXBsb2FkIElEIGZvciA2aWWpbmcncyBteS1tb3ZpZS5tMnRzIHVwbG9hZA"];

    [Test]
    public async Task Presigned_urls_are_those_of_the_sdk([Range(1, 10)] int seed)
    {
        UrlCaseGenerator generate = new(seed);
        using SdkClock clock = new(DateTimeOffset.UnixEpoch);

        for (int i = 0; i < CasesPerSeed; i++)
        {
            using SdkCase store = new(generate);
            DateTimeOffset start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(generate.Number(0, 40_000_000));
            SdkClock.Set(start);
            TimeSpan length = TimeSpan.FromSeconds(generate.Number(1, 604_800));
            Permissions permission = generate.Pick(Permissions.Read, Permissions.ReadProperties, Permissions.Create,
                Permissions.Write, Permissions.Delete);
            bool isUpload = permission is Permissions.Create or Permissions.Write;
            string? version = !isUpload && generate.Chance(0.2) ? "3sL4kqtJlcpXroDTDmJ-rmSpXd3dIbrHY.MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo" : null;
            bool isPart = permission == Permissions.Write && generate.Chance(0.3);
            string bucket = generate.Bucket(store.Options.UseAccelerate);
            KeyScope scope = isPart
                ? KeyScope.ForPart(bucket, generate.Name(), generate.Pick(UploadIds), generate.Number(1, KeyScope.MaximumPartNumber))
                : KeyScope.ForObject(bucket, generate.Name(), version);
            KeyConstraints constraints = isPart
                ? generate.UploadConstraints() with { ContentType = null, Metadata = KeyConstraints.None.Metadata }
                : isUpload
                ? generate.UploadConstraints()
                : permission == Permissions.Delete ? KeyConstraints.None : new() { Response = generate.Overrides() };
            IReadOnlyList<KeyExtra> extras = isUpload && !isPart ? generate.Extras() : [];
            GetPreSignedUrlRequest request = store.RequestFor(scope, permission, constraints, extras, start + length);

            string expected = await store.Client.GetPreSignedURLAsync(request);
            S3KeySigner signer = new(store.Options, store.Credentials);
            IssuedKey key = await signer.SignAsync(Grants.Of(scope, permission, start, length, constraints: constraints, extras: extras),
                CancellationToken.None);

            Sorted(((SignedUrl)key).Url).Should().Be(Sorted(expected), "case {0} of seed {1}: {2}", i, seed, scope);
        }
    }

    private static string Sorted(string url)
    {
        string[] parts = url.Split('?');
        parts.Should().HaveCount(2, "there is one query in {0}", url);
        return $"{parts[0]}?{string.Join('&', parts[1].Split('&').Order(StringComparer.Ordinal))}";
    }
}
