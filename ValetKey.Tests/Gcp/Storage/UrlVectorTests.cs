using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Providers.V4;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>Google's conformance suite for signed URLs, through the code that signs every grant.</summary>
[InForeignCultures]
public sealed class UrlVectorTests
{
    /// <summary>Its canonical request names the bucket in the path; its URL and its signature, rightly, do not.</summary>
    private const string AtOddsWithItself = "Universe domain with virtual hosted style";

    private static IEnumerable<string> Indexes() => Enumerable.Range(0, 29).Select(i => i.ToString(CultureInfo.InvariantCulture));

    [Test]
    public void There_are_29_of_them() => Vector.All("signingV4Tests").Should().HaveCount(29);

    [TestCaseSource(nameof(Indexes))]
    public void Url_and_text_to_sign_are_googles(string index)
    {
        JsonElement vector = Vector.All("signingV4Tests")[int.Parse(index, CultureInfo.InvariantCulture)];
        using V4RsaKey key = Vector.Key();
        V4Request request = RequestOf(vector);

        (byte[] text, string unsigned) = V4Url.Prepare(request, key);
        string url = V4Url.Sign(request, key);

        string expected = Vector.Text(vector, "expectedUrl")!;
        url.Should().Be(expected, Vector.Text(vector, "description"));
        expected.Should().StartWith(unsigned);
        if (Vector.Text(vector, "description") != AtOddsWithItself)
        {
            Encoding.ASCII.GetString(text).Should().Be(Vector.Text(vector, "expectedStringToSign"));
            Encoding.ASCII.GetString(text).Should().EndWith(HashOf(Vector.Text(vector, "expectedCanonicalRequest")!));
        }
        else
        {
            Encoding.ASCII.GetString(text).Should().EndWith(HashOf(Vector.Text(vector, "expectedCanonicalRequest")!.Replace("/test-bucket/", "/")));
        }
    }

    /// <summary>Left out are those with a name, headers or a query that no grant leads to.</summary>
    [Test]
    public async Task Grants_that_say_the_same_give_the_same_urls()
    {
        int said = 0;
        foreach (JsonElement vector in Vector.All("signingV4Tests").Where(IsSaidByAGrant))
        {
            string method = Vector.Text(vector, "method")!;
            using GcsKeySigner signer = new(Vector.OptionsOf(vector), new FixedKeySource(Vector.Key()));
            KeyGrant grant = Grants.Of(
                KeyScope.ForObject(Vector.Text(vector, "bucket")!, Vector.Text(vector, "object")!),
                method == "GET" ? Permissions.Read : Permissions.Write,
                vector.GetProperty("timestamp").GetDateTimeOffset(),
                TimeSpan.FromSeconds(vector.GetProperty("expiration").GetInt32()),
                extras: method == "POST" ? [new GcsResumableUpload()] : []);

            IssuedKey key = await signer.SignAsync(grant, CancellationToken.None);

            SignedUrl url = key.Should().BeOfType<SignedUrl>().Subject;
            (url.Method.Method, url.Url).Should().Be((method, Vector.Text(vector, "expectedUrl")!));
            said++;
        }

        said.Should().Be(17);
    }

    private static bool IsSaidByAGrant(JsonElement vector) =>
        Vector.Text(vector, "object") is [not '/', ..]
        && !vector.TryGetProperty("queryParameters", out _)
        && (Vector.Text(vector, "method") == "POST" || !vector.TryGetProperty("headers", out _));

    private static V4Request RequestOf(JsonElement vector) => new()
    {
        Method = new HttpMethod(Vector.Text(vector, "method")!),
        Place = new GcsEndpoint(Vector.OptionsOf(vector)).BucketOf(Vector.Text(vector, "bucket")!),
        Name = Vector.Text(vector, "object"),
        Headers = TestHeaders.Of(Pairs(vector, "headers")),
        Query = Pairs(vector, "queryParameters").OrderBy(pair => Uri.EscapeDataString(pair.Key), StringComparer.Ordinal).ToArray(),
        Start = vector.GetProperty("timestamp").GetDateTimeOffset(),
        End = vector.GetProperty("timestamp").GetDateTimeOffset().AddSeconds(vector.GetProperty("expiration").GetInt64()),
    };

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement vector, string name) =>
        vector.TryGetProperty(name, out JsonElement pairs)
        ? pairs.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))
        : [];

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
