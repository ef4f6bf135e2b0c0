using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValetKey.Aws;
using ValetKey.Aws.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Core.Providers.V4;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>The examples of the Amazon S3 documentation, through the code that signs every grant.</summary>
[InForeignCultures]
internal sealed class DocumentationVectorTests
{
    /// <summary>What the documentation's form asks for and no grant can.</summary>
    private static readonly string[] BeyondGrants =
        ["{\"acl\":\"public-read\"}", "{\"x-amz-server-side-encryption\":\"AES256\"}", "[\"starts-with\",\"$x-amz-meta-tag\",\"\"]"];

    private static JsonElement Document => Vectors.Read("aws", "s3-documentation-examples.json");

    private static JsonElement Post => Document.GetProperty("postPolicy");

    private static JsonObject DocumentedPolicy => JsonNode.Parse(Text(Post, "policyText"))!.AsObject();

    private static DateTimeOffset DocumentedEnd =>
        DateTimeOffset.Parse(DocumentedPolicy["expiration"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    [Test]
    public async Task Presigned_url_is_the_one_in_the_documentation()
    {
        JsonElement example = Document.GetProperty("presignedUrl");
        AmazonS3Options options = new() { Region = Text(example, "region"), ServiceUrl = new Uri("https://s3.amazonaws.com") };
        S3KeySigner signer = new(options, Credentials());

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
    public async Task Post_policy_has_the_signature_in_the_documentation()
    {
        using V4HmacKey key = Key();

        byte[] policy = Encoding.ASCII.GetBytes(Text(Post, "policyBase64"));
        byte[] signature = await key.SignAsync(policy, Time(Text(Post, "date")), CancellationToken.None);

        Convert.ToHexStringLower(signature).Should().Be(Text(Post, "signature"));
    }

    /// <summary>
    /// The documentation's policy has spaces and line ends that no service asks for, so what it says is compared, and then the signature of what is
    /// written.
    /// </summary>
    [Test]
    public void Post_policy_says_what_the_one_in_the_documentation_says()
    {
        using V4HmacKey key = Key();
        PostPolicy form = new(KeyScope.ForPrefix(Text(Post, "bucket"), "user/user1/"), new S3Endpoint(Options()).BucketOf(Text(Post, "bucket")));
        form.Exact("acl", "public-read");
        form.Exact("success_action_redirect", "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html");
        form.StartsWith("Content-Type", "image/");
        form.Exact("x-amz-meta-uuid", "14365123651274");
        form.Exact("x-amz-server-side-encryption", "AES256");
        form.StartsWith("x-amz-meta-tag", "");

        FormFields fields = form.Sign(key, Time(Text(Post, "date")), DocumentedEnd);

        JsonNode policy = PolicyIn(fields);
        JsonNode.DeepEquals(policy, DocumentedPolicy).Should().BeTrue("{0} should say the same as {1}", policy, DocumentedPolicy);
        fields["x-amz-signature"].Should().Be(DocumentedSigner().Sign(fields["Policy"], Time(Text(Post, "date"))));
    }

    [Test]
    public async Task A_grant_for_the_documented_form_gives_all_of_it_that_a_grant_can_say()
    {
        S3KeySigner signer = new(Options(), Credentials());
        DateTimeOffset start = Time(Text(Post, "date"));
        KeyConstraints constraints = new() { ContentType = "image/*", Metadata = new Dictionary<string, string> { ["uuid"] = "14365123651274" } };
        KeyGrant grant = Grants.Of(
            KeyScope.ForPrefix(Text(Post, "bucket"), "user/user1/"),
            Permissions.Write,
            start,
            DocumentedEnd - start,
            KeyForm.SignedForm,
            constraints,
            [new FormSuccess(new Uri("http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"))]);

        IssuedKey key = await signer.SignAsync(grant, CancellationToken.None);

        SignedForm form = key.Should().BeOfType<SignedForm>().Subject;
        JsonNode policy = PolicyIn(form.Fields);
        ConditionsOf(policy).Should().BeEquivalentTo(ConditionsOf(DocumentedPolicy).Except(BeyondGrants));
        policy["expiration"]!.GetValue<string>().Should().Be("2015-12-30T12:00:00.000Z");
        form.Fields["key"].Should().Be("user/user1/${filename}");
        form.Fields["x-amz-signature"].Should().Be(DocumentedSigner().Sign(form.Fields["Policy"], start));
    }

    [Test]
    public void The_naive_derivation_gives_what_the_documentation_has()
    {
        JsonElement example = Document.GetProperty("presignedUrl");
        DateTimeOffset start = Time(Text(example, "date"));
        Dictionary<string, string> none = [];

        DateTimeOffset end = start.AddSeconds(example.GetProperty("expires").GetInt32());
        string url = DocumentedSigner().UrlOf(
            Text(example, "method"), "https://" + Text(example, "host"), Text(example, "path"), none, none, start, end);

        url.Should().Be(Text(example, "url"));
        DocumentedSigner().Sign(Text(example, "stringToSign"), start).Should().Be(Text(example, "signature"));
        DocumentedSigner().Sign(Text(Post, "policyBase64"), Time(Text(Post, "date"))).Should().Be(Text(Post, "signature"));
    }

    private static AmazonS3Options Options() => new() { Region = Text(Post, "region") };

    private static FixedCredentials Credentials() => new(Text(Document, "accessKeyId"), Text(Document, "secretAccessKey"));

    private static V4HmacKey Key() =>
        new(Text(Document, "accessKeyId"), Text(Document, "secretAccessKey"), S3Labels.In(Text(Post, "region"), isCompatible: false));

    private static NaiveV4 DocumentedSigner() =>
        NaiveV4.ForAmazon(Text(Post, "region"), Text(Document, "accessKeyId"), Text(Document, "secretAccessKey"));

    private static JsonNode PolicyIn(FormFields fields) => JsonNode.Parse(Convert.FromBase64String(fields["Policy"]))!;

    private static IEnumerable<string> ConditionsOf(JsonNode policy) =>
        policy["conditions"]!.AsArray().Select(condition => condition!.ToJsonString());

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
