using System.Net;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>What Cloud Storage does not enforce, or does not know, is refused with a message that names it.</summary>
public sealed class GcsRefusalTests
{
    private static readonly GcsUploadKmsKey KmsKey = new("projects/p/locations/eu/keyRings/r/cryptoKeys/k");

    private static IEnumerable<TestCaseData> Unenforced()
    {
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read,
            new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")) }), "ClientNetwork");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read, new() { HttpsOnly = true }), "HttpsOnly");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read, new() { SingleUse = true }), "SingleUse");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read, new() { NotBefore = TestBuckets.Start.AddHours(1) }), "NotBefore");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { Checksum = new(ChecksumAlgorithm.Sha256, new byte[32]) }), "ChecksumSha256");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { Checksum = new(ChecksumAlgorithm.Crc64Nvme, new byte[8]) }), "ChecksumCrc64Nvme");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Create, new() { ContentType = "image/*" }), "ContentTypeFamily");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read, new() { Response = new() { ContentDisposition = "attachment" } }),
            "UseResponseOverrides");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.ReadProperties, new() { Response = new() { ContentType = "text/plain" } }), "Response");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read | Permissions.Delete), "one permission");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Append), "Append");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForPrefix("pictures", "a/"), Permissions.Read), "Prefix");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForPrefix("pictures", "a/"), Permissions.Create), "Create");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("pictures", "a", "1"), Permissions.Write), "ObjectVersion");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForQueue("pictures"), Permissions.Send), "Queue");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read) with { Lifetime = TimeSpan.FromDays(8) }, "7");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { ContentLength = LengthRange.AtMost(9) }, new GcsResumableUpload()), "LengthRange");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { Checksum = new(ChecksumAlgorithm.Md5, new byte[16]) }, new GcsResumableUpload()),
            "ChecksumMd5");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, KmsKey) with { Form = KeyForm.SignedForm }, "GcsUploadKmsKey");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Create) with { Form = KeyForm.SignedForm }, "Create");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { Checksum = new(ChecksumAlgorithm.Md5, new byte[16]) }) with { Form = KeyForm.SignedForm },
            "ChecksumMd5");
    }

    private static IEnumerable<TestCaseData> Invalid()
    {
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("No Bucket", "a"), Permissions.Read), "*'No Bucket' is no bucket name*");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("192.168.5.4", "a"), Permissions.Read), "*is no bucket name*");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("-abc", "a"), Permissions.Read), "*is no bucket name*");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("ab", "a"), Permissions.Read), "*is no bucket name*");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject(new string('a', 64), "a"), Permissions.Read), "*is no bucket name*");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("a..b", "a"), Permissions.Read), "*is no bucket name*");
        yield return new TestCaseData(TestBuckets.Ask(KeyScope.ForObject("pictures", "a", "v1"), Permissions.Read), "*'v1' is no generation*");
        yield return new TestCaseData(
            TestBuckets.Ask(KeyScope.ForObject("pictures", "a", new string('1', 20)), Permissions.Delete), "*is no generation*");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { Metadata = new Dictionary<string, string> { ["a"] = new string('x', 8192) } }),
            "*Metadata has 8193 bytes*8192*");
        yield return new TestCaseData(
            TestBuckets.AskFor(Permissions.Write, new() { ContentLength = LengthRange.Exactly((5L << 40) + 1) }), "*ContentLength*5497558138880*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read, null, KmsKey),
            "Extras has GcsUploadKmsKey, which none of the requested permissions (Read) can use; it needs one of Create, Write.");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Delete, null, new GcsCustomerKey(new byte[32])),
            "Extras has GcsCustomerKey, which none of the requested permissions (Delete) can use; "
            + "it needs one of Read, ReadProperties, Create, Write.");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, KmsKey, new GcsCustomerKey(new byte[32])), "*not by both*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, KmsKey, KmsKey), "*GcsUploadKmsKey, which is given twice*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, new GcsUploadKmsKey("projects/k\r\nx-goog-acl: public-read")),
            "*GcsUploadKmsKey, whose KeyName is*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, new GcsUploadKmsKey(null!)), "*GcsUploadKmsKey, whose KeyName is*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, new GcsUploadKmsKey("k")), "*GcsUploadKmsKey*resource name*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Write, null, new GcsUploadKmsKey("projects/a b")),
            "*GcsUploadKmsKey*resource name*");
        yield return new TestCaseData(TestBuckets.AskFor(Permissions.Read, null, new FormSuccess(201)), "*FormSuccess, which none of*");
    }

    [TestCaseSource(nameof(Unenforced))]
    public async Task What_the_service_does_not_enforce_is_refused_by_name(KeyRequest request, string named)
    {
        await using TestBuckets buckets = new();

        ValetKeyException refusal = await buckets.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain(named);
    }

    [TestCaseSource(nameof(Invalid))]
    public async Task What_the_service_does_not_know_is_refused_by_name(KeyRequest request, string message)
    {
        await using TestBuckets buckets = new();

        ValetKeyException refusal = await buckets.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Match(message);
    }

    [Test]
    public async Task Overrides_that_the_service_does_not_know_are_refused_though_others_are_allowed()
    {
        await using TestBuckets buckets = new(options => options.UseResponseOverrides = true);

        foreach (ResponseOverrides overrides in new ResponseOverrides[] { new() { CacheControl = "no-store" }, new() { ContentEncoding = "gzip" },
            new() { ContentLanguage = "de" } })
        {
            ValetKeyException refusal = await buckets.RefusalOf(TestBuckets.AskFor(Permissions.Read, new() { Response = overrides }));

            refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
            refusal.Message.Should().Contain("Cache-Control, Content-Encoding and Content-Language it cannot");
        }
    }

    [Test]
    public async Task A_form_cannot_name_an_object_that_the_service_would_complete()
    {
        await using TestBuckets buckets = new();
        KeyRequest request = TestBuckets.Ask(KeyScope.ForObject("pictures", "a/${filename}"), Permissions.Write) with { Form = KeyForm.SignedForm };

        ValetKeyException refusal = await buckets.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("${filename}").And.Contain("A signed URL can");
    }
}
