using System.Globalization;
using System.Text;
using System.Text.Json;
using ValetKey.Aws;
using ValetKey.Aws.Credentials;
using ValetKey.Aws.Signing;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

[InForeignCultures]
public class DocumentationVectorTests
{
    [Test]
    public async Task Presigned_url_is_the_one_in_the_documentation()
    {
        JsonElement document = Vectors.Read("aws", "s3-documentation-examples.json");
        JsonElement example = document.GetProperty("presignedUrl");
        AmazonS3Options options = new() { Region = Text(example, "region"), ServiceUrl = new Uri("https://s3.amazonaws.com") };
        S3KeySigner signer = new(options, Credentials(document));

        IssuedKey key = await signer.SignAsync(
            Grants.Of(
                KeyScope.ForObject("examplebucket", Text(example, "path")[1..]),
                Permissions.Read,
                Time(Text(example, "date")),
                TimeSpan.FromSeconds(example.GetProperty("expires").GetInt32())),
            CancellationToken.None);

        key.Should().BeOfType<SignedUrl>().Which.Url.Should().Be(Text(example, "url"));
    }

    [Test]
    public void Post_policy_has_the_signature_in_the_documentation()
    {
        JsonElement document = Vectors.Read("aws", "s3-documentation-examples.json");
        JsonElement example = document.GetProperty("postPolicy");
        AwsCredential credential = new(Text(document, "accessKeyId"), Text(document, "secretAccessKey"), null, null);
        DayKey key = new(credential, Time(Text(example, "date")), Text(example, "region"), "s3");
        byte[] signature = new byte[32];

        key.Hash.Hash(Encoding.ASCII.GetBytes(Text(example, "policyBase64")), signature);

        Convert.ToHexStringLower(signature).Should().Be(Text(example, "signature"));
    }

    private static FixedCredentials Credentials(JsonElement document) =>
        new(Text(document, "accessKeyId"), Text(document, "secretAccessKey"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
