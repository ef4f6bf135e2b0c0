using System.Security.Cryptography;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>What Amazon's answers tell of an object, and what they do not.</summary>
public sealed class AmazonObjectTests
{
    private static readonly string Sha256 = Convert.ToBase64String(SHA256.HashData("content"u8));
    private static readonly Checksum Md5 = new(ChecksumAlgorithm.Md5, Convert.FromHexString(CannedAmazon.Tag.Trim('"')));

    [Test]
    public async Task Tag_is_the_contents_md5()
    {
        (await FindAsync(CannedAmazon.Tag)).Should().Equal(Md5);
        (await FindAsync(CannedAmazon.Tag, ("x-amz-server-side-encryption", "AES256"))).Should().Equal(Md5);
    }

    [Test]
    public async Task Tag_is_no_md5_for_an_object_of_parts_or_with_a_key_of_kms_or_of_the_customer()
    {
        (await FindAsync("\"9b2cf535f27731c974343645a3985328-1\"")).Should().BeEmpty();
        (await FindAsync(CannedAmazon.Tag, ("x-amz-server-side-encryption", "aws:kms"))).Should().BeEmpty();
        (await FindAsync(CannedAmazon.Tag, ("x-amz-server-side-encryption", "aws:kms:dsse"))).Should().BeEmpty();
        (await FindAsync(CannedAmazon.Tag, ("x-amz-server-side-encryption-customer-algorithm", "AES256"))).Should().BeEmpty();
    }

    [TestCase("FULL_OBJECT", "\"0-2\"", true)]
    [TestCase("COMPOSITE", "\"0-2\"", false)]
    [TestCase(null, "\"0-2\"", false)]
    [TestCase(null, "\"0\"", true)]
    public async Task Checksums_are_told_where_they_are_of_the_whole_content(string? type, string tag, bool areTold)
    {
        IReadOnlyList<Checksum> told = await FindAsync(
            tag,
            [
                ("x-amz-checksum-sha256", Sha256), ("x-amz-checksum-crc32c", "AAAAAQ=="), ("x-amz-checksum-crc64nvme", "AAAAAAAAAAI="),
                .. type is null ? [] : new[] { ("x-amz-checksum-type", type) },
            ]);

        told.Select(sum => (sum.Algorithm, sum.ToBase64())).Should().Equal(areTold
            ? [(ChecksumAlgorithm.Sha256, Sha256), (ChecksumAlgorithm.Crc32C, "AAAAAQ=="), (ChecksumAlgorithm.Crc64Nvme, "AAAAAAAAAAI=")]
            : []);
    }

    [Test]
    public async Task Checksums_are_asked_for_and_the_content_is_pinned()
    {
        CannedAmazon amazon = new CannedAmazon().OnHead("a").OnError("GET /bucket/a", 412, "PreconditionFailed");

        StorageObject found = (await amazon.Operations.FindAsync("bucket", "a"))!;
        Stream? content = await amazon.Operations.OpenReadAsync(found);

        content.Should().BeNull();
        amazon.HeaderOf("HEAD", "x-amz-checksum-mode").Should().Be("ENABLED");
        amazon.HeaderOf("GET", "If-Match").Should().Be(CannedAmazon.Tag);
        found.LastModified.Should().Be(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    }

    [Test]
    public async Task Bucket_that_is_not_there_is_a_fault_and_no_missing_object()
    {
        CannedAmazon amazon = new CannedAmazon().OnError("GET /bucket/a", 404, "NoSuchBucket");

        (await FluentActions.Awaiting(() => amazon.Operations.OpenReadAsync(new StorageObject("bucket", "a", 1, "\"0\"")).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).WithMessage("*no such bucket*");
    }

    [Test]
    public async Task Sweep_lists_over_all_pages()
    {
        CannedAmazon amazon = new CannedAmazon()
            .On("GET /bucket/?list-type=2&prefix=s%2F", 200, Objects("s/a", "next"))
            .On("GET /bucket/?list-type=2&continuation-token=next", 200, Objects("s/b", null))
            .On("GET /bucket/?uploads&prefix=s%2F", 200, Uploads("s/c", "u1", next: true))
            .On("GET /bucket/?uploads&key-marker=s%2Fc&prefix=s%2F&upload-id-marker=u1", 200, Uploads("s/c", "u2", next: false));

        List<StagedItem> items = await amazon.Operations.ListStagedAsync("bucket", "s/").ToListAsync();

        DateTimeOffset noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
        items.Should().Equal(
            new StagedItem("bucket", "s/a", noon),
            new StagedItem("bucket", "s/b", noon),
            new StagedItem("bucket", "s/c", noon, new PartUpload("bucket", "s/c", "u1")),
            new StagedItem("bucket", "s/c", noon, new PartUpload("bucket", "s/c", "u2")));
    }

    private static string Objects(string name, string? next) =>
        $"<ListBucketResult><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated><NextContinuationToken>{next}</NextContinuationToken>"
        + $"<Contents><Key>{name}</Key><LastModified>2026-11-01T12:00:00.000Z</LastModified><Size>1</Size></Contents></ListBucketResult>";

    private static string Uploads(string name, string id, bool next) =>
        $"<ListMultipartUploadsResult><IsTruncated>{(next ? "true" : "false")}</IsTruncated><NextKeyMarker>{name}</NextKeyMarker>"
        + $"<NextUploadIdMarker>{id}</NextUploadIdMarker><Upload><Key>{name}</Key><UploadId>{id}</UploadId>"
        + "<Initiated>2026-11-01T12:00:00.000Z</Initiated></Upload></ListMultipartUploadsResult>";

    private static async Task<IReadOnlyList<Checksum>> FindAsync(string tag, params (string Name, string Value)[] headers)
    {
        CannedAmazon amazon = new CannedAmazon().OnHead("a", tag, 7, headers);
        return (await amazon.Operations.FindAsync("bucket", "a"))!.Checksums;
    }
}
