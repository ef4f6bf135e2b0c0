using System.Text;
using System.Text.Json;
using ValetKey.Aws;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>What only S3 knows: typed, signed, and told to the client.</summary>
internal sealed class S3ExtraTests
{
    private static readonly KeyRequest Upload = TestStore.Ask(KeyScope.ForObject("pictures", "a.png"), Permissions.Write);

    [TestCase(200)]
    [TestCase(201)]
    [TestCase(204)]
    public async Task A_form_answers_with_the_status_that_was_asked_for(int status)
    {
        SignedForm form = await FormAsync(new FormSuccess(status));

        form.Fields["success_action_status"].Should().Be($"{status}");
        PolicyOf(form).Should().Contain($$"""{"success_action_status":"{{status}}"}""");
    }

    [Test]
    public async Task A_form_sends_the_browser_on()
    {
        SignedForm form = await FormAsync(new FormSuccess(new Uri("https://app.example/done?a=b c")));

        form.Fields["success_action_redirect"].Should().Be("https://app.example/done?a=b%20c");
        PolicyOf(form).Should().Contain("""{"success_action_redirect":"https://app.example/done?a=b%20c"}""");
    }

    [Test]
    public async Task What_is_said_of_a_whole_object_is_refused_with_a_part()
    {
        await using TestStore store = new();

        foreach (KeyExtra extra in (KeyExtra[])[new S3UploadStorageClass("GLACIER_IR"), new S3UploadKmsKey("alias/a")])
        {
            Func<Task> act = () => store.IssueAsync<SignedUrl>(
                TestStore.Ask(KeyScope.ForPart("pictures", "a.png", "u", 1), Permissions.Write) with { Extras = [extra] });

            (await act.Should().ThrowAsync<ValetKeyException>().WithMessage($"*{extra.GetType().Name}, which is for a whole object*"))
                .Which.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        }
    }

    [TestCase(Permissions.Read)]
    [TestCase(Permissions.ReadProperties)]
    [TestCase(Permissions.Delete)]
    public async Task What_is_about_uploads_is_refused_elsewhere(Permissions permission)
    {
        await using TestStore store = new();

        Func<Task> act = () => store.IssueAsync<SignedUrl>(
            TestStore.Ask(Upload.Scope, permission) with { Extras = [new S3UploadStorageClass("GLACIER_IR")] });

        (await act.Should().ThrowAsync<ValetKeyException>().WithMessage("Extras has S3UploadStorageClass, which none of the requested permissions*"))
            .Which.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
    }

    private static IEnumerable<TestCaseData> Unsound()
    {
        yield return Case("twice", "which is given twice", new S3UploadStorageClass("STANDARD_IA"), new S3UploadStorageClass("GLACIER_IR"));
        yield return Case("another script", "whose Name is empty,", new S3UploadStorageClass("\u0158"));
        yield return Case("a further header", "whose Name is empty,", new S3UploadStorageClass("GLACIER_IR\nx-amz-acl:public-read"));
        yield return Case("null", "whose Name is empty,", new S3UploadStorageClass(null!));

        static TestCaseData Case(string name, string fault, params KeyExtra[] extras) =>
            new TestCaseData(extras, $"Extras has S3UploadStorageClass, {fault}").SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Unsound))]
    public async Task What_cannot_be_signed_as_it_is_is_refused_by_name(KeyExtra[] extras, string fault)
    {
        await using TestStore store = new();

        foreach (KeyForm form in (KeyForm[])[KeyForm.SignedUrl, KeyForm.SignedForm])
        {
            ValetKeyException refusal = await store.RefusalOf(Upload with { Form = form, Extras = extras });

            refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
            refusal.Message.Should().StartWith(fault);
        }
    }

    [Test]
    public async Task Storage_class_and_key_are_signed_headers()
    {
        await using TestStore store = new();

        SignedUrl key = await store.IssueAsync<SignedUrl>(
            Upload with { Extras = [new S3UploadStorageClass("GLACIER_IR"), new S3UploadKmsKey("alias/a")] });

        key.Headers.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["x-amz-storage-class"] = "GLACIER_IR",
            ["x-amz-server-side-encryption"] = "aws:kms",
            ["x-amz-server-side-encryption-aws-kms-key-id"] = "alias/a",
        });
        SigV4.Value(key.Url, "X-Amz-SignedHeaders").Should()
            .Be("host;x-amz-server-side-encryption;x-amz-server-side-encryption-aws-kms-key-id;x-amz-storage-class");
        SigV4.Verifies(key, TestStore.Secret).Should().BeTrue();
    }

    [Test]
    public async Task Every_field_of_a_form_but_three_stands_in_its_policy()
    {
        await using TestStore store = new();

        SignedForm form = await store.IssueAsync<SignedForm>(TestStore.Ask(KeyScope.ForPrefix("pictures", "a/"), Permissions.Write, new()
        {
            ContentType = "image/*",
            ContentLength = LengthRange.Between(1, 1000),
            Checksum = new Checksum(ChecksumAlgorithm.Sha256, new byte[32]),
            Metadata = new Dictionary<string, string> { ["a"] = "<b>" },
        }) with
        { Extras = [new FormSuccess(201), new S3UploadStorageClass("STANDARD_IA")] });

        using JsonDocument policy = JsonDocument.Parse(PolicyOf(form));
        JsonElement[] conditions = [.. policy.RootElement.GetProperty("conditions").EnumerateArray()];
        Dictionary<string, string> exact = conditions.Where(c => c.ValueKind == JsonValueKind.Object).Select(c => c.EnumerateObject().Single())
            .ToDictionary(condition => condition.Name, condition => condition.Value.GetString()!);
        string[] prefixes = [.. conditions.Where(c => c.ValueKind == JsonValueKind.Array).Select(c => c.ToString())];

        form.Fields.Keys.Except(exact.Keys).Should().BeEquivalentTo("key", "Content-Type", "Policy", "x-amz-signature");
        exact.Should().OnlyContain(condition => condition.Key == "bucket" || form.Fields[condition.Key] == condition.Value);
        prefixes.Should().BeEquivalentTo(
            """["starts-with","$key","a/"]""", """["starts-with","$Content-Type","image/"]""", """["content-length-range",1,1000]""");
    }

    private static string PolicyOf(SignedForm form) => Encoding.UTF8.GetString(Convert.FromBase64String(form.Fields["Policy"]));

    private static async Task<SignedForm> FormAsync(FormSuccess success)
    {
        await using TestStore store = new();
        return await store.IssueAsync<SignedForm>(Upload with { Form = KeyForm.SignedForm, Extras = [success] });
    }
}
