using System.Text;
using System.Text.Json;
using Google.Cloud.Storage.V1;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Aws.S3;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>
/// Generated grants beside the signer of Google.Cloud.Storage.V1, both at one moment: the URLs are the same to the byte, the forms have the same
/// policy.
/// </summary>
/// <remarks>The SDK sorts a policy's conditions and leaves the name under a prefix to the client, so policies are compared as sets and the SDK signs
/// ours too.</remarks>
public sealed class UrlSignerTests
{
    private static readonly int CasesPerSeed = LongRun.IsAsked ? 200 : 40;
    private const string AccessId = "GOOG1EXAMPLEEXAMPLEEXAMPLEEXAMPLE";
    private const string Secret = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";

    private static readonly UrlSigner Rsa = UrlSigner.FromCredential(TestServiceAccount.Credential);
    private static readonly UrlSigner Hmac = UrlSigner.FromBlobSigner(UrlSigner.HmacBlobSigner.Create(AccessId, Secret));

    [Test]
    public Task Rsa_urls_are_those_of_the_sdk([Range(1, 10)] int seed) =>
        CompareUrlsAsync(seed, new V4RsaKey(TestServiceAccount.Email, TestServiceAccount.Key, GcsLabels.Rsa), Rsa);

    [Test]
    public Task Hmac_urls_are_those_of_the_sdk([Range(11, 20)] int seed) =>
        CompareUrlsAsync(seed, new V4HmacKey(AccessId, Secret, GcsLabels.Hmac), Hmac);

    [Test]
    public Task Rsa_forms_are_those_of_the_sdk([Range(21, 30)] int seed) =>
        CompareFormsAsync(seed, new V4RsaKey(TestServiceAccount.Email, TestServiceAccount.Key, GcsLabels.Rsa), Rsa, SignByRsa);

    [Test]
    public Task Hmac_forms_are_those_of_the_sdk([Range(31, 40)] int seed) =>
        CompareFormsAsync(seed, new V4HmacKey(AccessId, Secret, GcsLabels.Hmac), Hmac, SignByHmac);

    private static async Task CompareUrlsAsync(int seed, V4Key key, UrlSigner sdk)
    {
        UrlCaseGenerator generate = new(seed);
        using FixedKeySource source = new(key);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            BucketCase drawn = new(generate);
            while (drawn.Path == "/")
            {
                drawn = new(generate); // There the SDK signs an empty path, though a client sends this one.
            }

            GcsKeySigner signer = new(drawn.Options, source);
            KeyGrant grant = Grants.Of(drawn.Scope, drawn.Permission, drawn.Start, drawn.Length,
                constraints: drawn.Constraints, extras: drawn.Extras);

            string expected = await sdk.At(drawn.Start).SignAsync(drawn.ToTemplate(), drawn.ToOptions());
            SignedUrl url = (SignedUrl)await signer.SignAsync(grant, CancellationToken.None);

            url.Url.Should().Be(expected, "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
        }
    }

    private static async Task CompareFormsAsync(int seed, V4Key key, UrlSigner sdk, Func<string, DateTimeOffset, string> sign)
    {
        UrlCaseGenerator generate = new(seed);
        using FixedKeySource source = new(key);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            FormCase drawn = new(generate);
            GcsKeySigner signer = new(new(), source);
            KeyGrant grant = Grants.Of(drawn.Scope, Permissions.Write, drawn.Start, drawn.Length, KeyForm.SignedForm,
                drawn.Constraints, drawn.Extras);

            UrlSigner.SignedPostPolicy expected = await sdk.At(drawn.Start).SignAsync(drawn.ToPolicy(), UrlSigner.Options.FromDuration(drawn.Length));
            Dictionary<string, string> fields = expected.Fields.ToDictionary(field => field.Key, field => (string)field.Value);
            SignedForm form = (SignedForm)await signer.SignAsync(grant, CancellationToken.None);

            form.Url.Should().Be(expected.PostUrl.AbsoluteUri, "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
            Chosen(form.Fields).Should().BeEquivalentTo(Chosen(fields), "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
            RulesOf(form.Fields).Should().Equal(RulesOf(fields), "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
            form.Fields["x-goog-signature"].Should().Be(sign(form.Fields["policy"], drawn.Start), "case {0} of seed {1}", i, seed);
        }
    }

    /// <summary>The fields that are sent as they stand.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Chosen(IEnumerable<KeyValuePair<string, string>> fields) =>
        fields.Where(field => field.Value.Length > 0 && field.Key is not ("key" or "policy" or "x-goog-signature"));

    private static IEnumerable<string> RulesOf(IReadOnlyDictionary<string, string> fields)
    {
        JsonElement policy = JsonDocument.Parse(Convert.FromBase64String(fields["policy"])).RootElement;
        return policy.GetProperty("conditions").EnumerateArray().Select(rule => rule.GetRawText()).Order(StringComparer.Ordinal)
            .Append(policy.GetProperty("expiration").GetRawText());
    }

    private static string SignByRsa(string policy, DateTimeOffset _) =>
        Convert.ToHexStringLower(Convert.FromBase64String(TestServiceAccount.Credential.CreateSignature(Encoding.UTF8.GetBytes(policy))));

    private static string SignByHmac(string policy, DateTimeOffset start) => Convert.ToHexStringLower(Convert.FromBase64String(
        UrlSigner.HmacBlobSigner.Create(AccessId, Secret)
            .CreateSignature(Encoding.UTF8.GetBytes(policy), UrlSigner.BlobSignerParameters.ForTimestamp(start))));
}
