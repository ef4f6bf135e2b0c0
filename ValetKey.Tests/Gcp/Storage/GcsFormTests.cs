using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>Forms as an application gets them: every field has its condition, and the signature is that of the account over the policy.</summary>
public sealed class GcsFormTests
{
    [Test]
    public async Task Every_field_has_its_condition_and_the_signature_covers_them()
    {
        KeyConstraints constraints = new()
        {
            ContentType = "image/png",
            ContentLength = LengthRange.AtMost(1000),
            Metadata = new Dictionary<string, string> { ["owner"] = "42", ["a"] = "\"\\<&" },
        };
        await using TestBuckets buckets = new();

        SignedForm form = await buckets.IssueAsync<SignedForm>(
            TestBuckets.AskFor(Permissions.Write, constraints, new FormSuccess(201)) with
            {
                Form = KeyForm.SignedForm,
                Lifetime = TimeSpan.FromMinutes(5),
            });

        using JsonDocument policy = PolicyOf(form);
        string[] conditions = [.. policy.RootElement.GetProperty("conditions").EnumerateArray().Select(condition => condition.GetRawText())];
        conditions.Should().Equal(
            "{\"content-type\":\"image/png\"}",
            "{\"success_action_status\":\"201\"}",
            "{\"x-goog-meta-a\":\"\\\"\\\\<&\"}",
            "{\"x-goog-meta-owner\":\"42\"}",
            "[\"content-length-range\",0,1000]",
            "{\"bucket\":\"pictures\"}",
            "{\"key\":\"a/b.png\"}",
            "{\"x-goog-date\":\"20260504T030201Z\"}",
            $"{{\"x-goog-credential\":\"{TestServiceAccount.Email}/20260504/auto/storage/goog4_request\"}}",
            "{\"x-goog-algorithm\":\"GOOG4-RSA-SHA256\"}");
        policy.RootElement.GetProperty("expiration").GetString().Should().Be("2026-05-04T03:07:01Z");
        form.Fields.Keys.Should().Equal(
            "key", "content-type", "success_action_status", "x-goog-meta-a", "x-goog-meta-owner", "x-goog-date", "x-goog-credential",
            "x-goog-algorithm", "policy", "x-goog-signature");
        form.Url.Should().Be("https://storage.googleapis.com/pictures/");
        Verifies(form).Should().BeTrue();
        form.Enforced.Should().Be(constraints.Kinds);
    }

    [Test]
    public async Task A_prefix_and_a_family_are_left_to_the_client_within_their_bounds()
    {
        await using TestBuckets buckets = new();

        SignedForm form = await buckets.IssueAsync<SignedForm>(
            TestBuckets.Ask(KeyScope.ForPrefix("pictures", "é/"), Permissions.Write, new() { ContentType = "image/*" }));

        string policy = Encoding.ASCII.GetString(Convert.FromBase64String(form.Fields["policy"]));
        policy.Should().Contain("[\"starts-with\",\"$content-type\",\"image/\"]").And.Contain("[\"starts-with\",\"$key\",\"\\u00e9/\"]");
        form.Fields["key"].Should().Be("é/${filename}");
        form.Fields[form.ContentTypeField].Should().BeEmpty();
        Verifies(form).Should().BeTrue();
    }

    [Test]
    public async Task A_whole_container_is_the_empty_prefix()
    {
        await using TestBuckets buckets = new();

        SignedForm form = await buckets.IssueAsync<SignedForm>(TestBuckets.Ask(KeyScope.ForContainer("pictures"), Permissions.Write));

        Encoding.ASCII.GetString(Convert.FromBase64String(form.Fields["policy"])).Should().Contain("[\"starts-with\",\"$key\",\"\"]");
        form.Fields["key"].Should().Be("${filename}");
    }

    [Test]
    public async Task A_browser_can_be_sent_on()
    {
        await using TestBuckets buckets = new();

        SignedForm form = await buckets.IssueAsync<SignedForm>(
            TestBuckets.AskFor(Permissions.Write, null, new FormSuccess(new Uri("https://app.example/done?a=1"))));

        form.Fields["success_action_redirect"].Should().Be("https://app.example/done?a=1");
    }

    [Test]
    public async Task Characters_outside_ascii_are_escaped()
    {
        await using TestBuckets buckets = new();
        KeyRequest request = TestBuckets.Ask(KeyScope.ForObject("pictures", "日本/😀.png"), Permissions.Write) with { Form = KeyForm.SignedForm };

        SignedForm form = await buckets.IssueAsync<SignedForm>(request);

        Encoding.UTF8.GetString(Convert.FromBase64String(form.Fields["policy"])).Should().Contain("{\"key\":\"\\u65e5\\u672c/\\ud83d\\ude00.png\"}");
        form.Fields["key"].Should().Be("日本/😀.png");
    }

    [Test]
    public async Task A_form_by_hmac_bears_the_published_signature()
    {
        await using TestBuckets buckets = new(options => options.HmacKey = new GcsHmacKey("GOOG1EXAMPLE", "secret"), withAccount: false);

        SignedForm form = await buckets.IssueAsync<SignedForm>(TestBuckets.AskFor(Permissions.Write) with { Form = KeyForm.SignedForm });

        form.Fields["x-goog-algorithm"].Should().Be("GOOG4-HMAC-SHA256");
        form.Fields["x-goog-signature"].Should().Be(GoogleV4.WithHmac("GOOG1EXAMPLE", "secret").Sign(form.Fields["policy"], TestBuckets.Start));
    }

    private static JsonDocument PolicyOf(SignedForm form) => JsonDocument.Parse(Convert.FromBase64String(form.Fields["policy"]));

    private static bool Verifies(SignedForm form) => TestServiceAccount.Key.VerifyData(
        Encoding.ASCII.GetBytes(form.Fields["policy"]), Convert.FromHexString(form.Fields["x-goog-signature"]), HashAlgorithmName.SHA256,
        RSASignaturePadding.Pkcs1);
}
