using System.Text;
using System.Text.Json;
using ValetKey.Aws;
using ValetKey.Aws.CloudFront;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.CloudFront;

/// <summary>The URLs that the AWS SDK for Go publishes with its signer, byte for byte.</summary>
[InForeignCultures]
public sealed class CloudFrontVectorTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void A_published_url_is_signed_byte_for_byte(int index)
    {
        JsonElement file = Vectors.Read("cloudfront", "signed-urls.json");
        JsonElement example = file.GetProperty("cases")[index];
        string resource = example.GetProperty("resource").GetString()!;
        using PolicySigner signer = Signer(file);

        PolicyStatement policy = new(resource, example.GetProperty("expires").GetInt64());
        SignedPolicy signed = policy.Sign(signer, file.GetProperty("keyPairId").GetString()!);
        if (example.GetProperty("policy").GetString() == "custom")
        {
            signed = signed with { Field = "Policy", Value = UrlSafeBase64.Encode(Encoding.ASCII.GetBytes(Text(policy))) };
        }

        Text(policy).Should().Be(example.GetProperty("stringToSign").GetString());
        string.Concat(resource, resource.Contains('?', StringComparison.Ordinal) ? "&" : "?", signed.ToQuery())
            .Should().Be(example.GetProperty("expected").GetString());
    }

    [Test]
    public void All_published_urls_are_tested() =>
        Vectors.Read("cloudfront", "signed-urls.json").GetProperty("cases").GetArrayLength().Should().Be(3);

    private static PolicySigner Signer(JsonElement file)
    {
        CloudFrontOptions options = new() { PrivateKeyPem = file.GetProperty("privateKeyPem").GetString() };
        PrivateKey.TryRead(options, out PolicySigner? signer, out string? fault).Should().BeTrue(fault);
        return signer!;
    }

    private static string Text(PolicyStatement policy)
    {
        byte[] buffer = new byte[1024];
        return Encoding.UTF8.GetString(buffer, 0, policy.Write(buffer));
    }
}
