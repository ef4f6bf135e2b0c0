using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Content types, lengths and checksums are bound as signed request headers: by user delegation alone, from 2026-04-06 on.</summary>
internal sealed class SignedHeaderTests
{
    private static readonly byte[] Md5 = Convert.FromBase64String("1B2M2Y8AsgTpgAmY7PhCfg==");

    private static readonly KeyConstraints Everything = new()
    {
        ContentType = "image/png",
        ContentLength = LengthRange.Exactly(5),
        Checksum = new Checksum(ChecksumAlgorithm.Md5, Md5),
    };

    [Test]
    public async Task Creating_binds_type_length_and_checksum_and_shuts_out_blocks()
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a.png", Permissions.Create, Everything));

        key.Headers.Should().Equal(new Dictionary<string, string>
        {
            ["content-length"] = "5",
            ["content-md5"] = "1B2M2Y8AsgTpgAmY7PhCfg==",
            ["if-none-match"] = "*",
            ["x-ms-blob-content-type"] = "image/png",
            ["x-ms-blob-type"] = "BlockBlob",
        });
        SasText.Value(key.Url, "srh").Should().Be("content-length,content-md5,if-none-match,x-ms-blob-content-type,x-ms-blob-type");
        SasText.Parse(key.Url).Should().NotContainKey("srq");
        key.Enforced.Should().Be(ConstraintKinds.ContentType | ConstraintKinds.ExactLength | ConstraintKinds.ChecksumMd5);
    }

    [Test]
    public async Task Appending_binds_length_and_checksum_and_the_operation()
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedUrl key = await account.IssueAsync<SignedUrl>(
            TestAccount.Ask("object:media/a.log", Permissions.Append, Everything with { ContentType = null }));

        key.Headers.Keys.Should().Equal("content-length", "content-md5");
        (SasText.Value(key.Url, "srh"), SasText.Value(key.Url, "srq"), SasText.Value(key.Url, "comp"))
            .Should().Be(("content-length,content-md5", "comp", "appendblock"));
    }

    [Test]
    public async Task Writing_binds_the_type()
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedUrl key = await account.IssueAsync<SignedUrl>(
            TestAccount.Ask("object:media/a.png", Permissions.Write, new() { ContentType = "image/png" }));

        key.Headers.Should().Equal(new Dictionary<string, string> { ["x-ms-blob-content-type"] = "image/png", ["x-ms-blob-type"] = "BlockBlob" });
        SasText.Value(key.Url, "srh").Should().Be("x-ms-blob-content-type,x-ms-blob-type");
    }

    [Test]
    public async Task Without_such_a_limit_a_write_signs_nothing_and_the_blobs_type_is_still_told()
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a.png", Permissions.Write));

        key.Headers.Should().Equal(new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob" });
        SasText.Parse(key.Url).Should().NotContainKeys("srh", "srq");
    }

    private static IEnumerable<TestCaseData> NotBound()
    {
        yield return new TestCaseData(Permissions.Write, new KeyConstraints { ContentLength = LengthRange.Exactly(5) }, "ExactLength")
            .SetArgDisplayNames("length of a write");
        yield return new TestCaseData(Permissions.Write, new KeyConstraints { Checksum = new Checksum(ChecksumAlgorithm.Md5, Md5) }, "ChecksumMd5")
            .SetArgDisplayNames("checksum of a write");
        yield return new TestCaseData(Permissions.Append, new KeyConstraints { ContentType = "a/b" }, "ContentType")
            .SetArgDisplayNames("type of an append");
        yield return new TestCaseData(Permissions.Create, new KeyConstraints { ContentType = "image/*" }, "ContentTypeFamily")
            .SetArgDisplayNames("family");
        yield return new TestCaseData(Permissions.Create, new KeyConstraints { ContentLength = LengthRange.AtMost(5) }, "LengthRange")
            .SetArgDisplayNames("range");
        yield return new TestCaseData(Permissions.Create, new KeyConstraints { Checksum = new Checksum(ChecksumAlgorithm.Sha256, new byte[32]) },
            "ChecksumSha256").SetArgDisplayNames("SHA-256");
        yield return new TestCaseData(Permissions.Create, new KeyConstraints { Checksum = new Checksum(ChecksumAlgorithm.Crc64Nvme, new byte[8]) },
            "ChecksumCrc64Nvme").SetArgDisplayNames("CRC-64");
        yield return new TestCaseData(Permissions.Create, new KeyConstraints { Metadata = new Dictionary<string, string> { ["a"] = "b" } },
            "Metadata").SetArgDisplayNames("metadata");
        yield return new TestCaseData(Permissions.Create, new KeyConstraints { SingleUse = true }, "SingleUse").SetArgDisplayNames("single use");
        yield return new TestCaseData(Permissions.Create | Permissions.Read, new KeyConstraints { ContentType = "a/b" }, "ContentType")
            .SetArgDisplayNames("type in a query");
    }

    [TestCaseSource(nameof(NotBound))]
    public async Task What_cannot_be_bound_is_refused(Permissions permissions, KeyConstraints constraints, string named)
    {
        await using TestAccount account = TestAccount.Delegated();

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask("object:media/a.png", permissions, constraints));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain($"would not enforce {named}");
    }

    [TestCase(Permissions.Create)]
    [TestCase(Permissions.Append)]
    public async Task A_checksum_without_a_length_is_refused_since_a_copy_has_no_body_to_check(Permissions permission)
    {
        await using TestAccount account = TestAccount.Delegated();

        ValetKeyException refusal = await account.RefusalOf(
            TestAccount.Ask("object:media/a.png", permission, new() { Checksum = new Checksum(ChecksumAlgorithm.Md5, Md5) }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("LengthRange.Exactly");
    }

    [TestCase(Permissions.Create)]
    [TestCase(Permissions.Append)]
    public async Task An_empty_upload_cannot_be_bound(Permissions permission)
    {
        await using TestAccount account = TestAccount.Delegated();

        ValetKeyException refusal =
            await account.RefusalOf(TestAccount.Ask("object:media/a.png", permission, new() { ContentLength = LengthRange.Exactly(0) }));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("no bytes at all");
    }

    [TestCase(null, "Credential (user delegation)")]
    [TestCase("2026-02-06", "Credential (user delegation) and ServiceVersion 2026-10-06")]
    public async Task An_account_key_binds_no_headers_and_the_refusal_names_what_would(string? version, string missing)
    {
        await using TestAccount account = TestAccount.WithKey(options => options.ServiceVersion = version);

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask("object:media/a.png", Permissions.Create, Everything));

        refusal.Message.Should().Contain($"set {missing}, and a signed URL can");
    }

    [Test]
    public async Task An_older_version_binds_no_headers_and_the_refusal_names_the_setting()
    {
        await using TestAccount account = TestAccount.Delegated(options => options.ServiceVersion = "2026-02-06");

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask("object:media/a.png", Permissions.Create, Everything));

        refusal.Message.Should().Contain("set ServiceVersion 2026-10-06, and a signed URL can");
    }

    [Test]
    public async Task The_first_version_that_signs_headers_is_enough()
    {
        await using TestAccount account = TestAccount.Delegated(options => options.ServiceVersion = "2026-04-06");

        (await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a.png", Permissions.Create, Everything))).Url.Should().Contain("&srh=");
    }
}
