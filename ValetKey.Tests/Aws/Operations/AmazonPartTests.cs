using System.Security.Cryptography;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>Uploads in parts, where Amazon answers otherwise than Ceph's gateway.</summary>
public sealed class AmazonPartTests
{
    private const string Complete = "POST /bucket/staged/a?uploadId=u1";
    private const string Parts = "GET /bucket/staged/a";

    private static readonly PartUpload Upload = new("bucket", "staged/a", "u1");
    private static readonly byte[] FirstSum = CryptographicOperations.HashData(HashAlgorithmName.MD5, "first"u8);
    private static readonly byte[] SecondSum = CryptographicOperations.HashData(HashAlgorithmName.MD5, "second"u8);

    private static readonly UploadedPart[] Two =
    [
        new(1, 5, $"\"{Convert.ToHexStringLower(FirstSum)}\""), new(2, 6, $"\"{Convert.ToHexStringLower(SecondSum)}\""),
    ];

    /// <summary>"Object", S3 API reference: the MD5 of the parts' MD5s, and their number.</summary>
    private static readonly string Tag =
        $"\"{Convert.ToHexStringLower(CryptographicOperations.HashData(HashAlgorithmName.MD5, [.. FirstSum, .. SecondSum]))}-2\"";

    [Test]
    public async Task Upload_is_begun_with_a_checksum_of_the_whole_that_parts_need_not_bring()
    {
        CannedAmazon amazon = new CannedAmazon().On(
            "POST /bucket/staged/a?uploads", 200, "<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>");

        (await amazon.Operations.BeginPartsAsync("bucket", "staged/a")).Should().Be(Upload);

        amazon.Headers[0].Should().Contain("x-amz-checksum-algorithm", "CRC64NVME").And.Contain("x-amz-checksum-type", "FULL_OBJECT");
    }

    [TestCase("exact", 11, null, StorageOutcome.Completed)]
    [TestCase("other content", 11, null, StorageOutcome.NotFound)]
    [TestCase("exact", 12, null, StorageOutcome.NotFound)]
    [TestCase("other number", 11, null, StorageOutcome.NotFound)]
    [TestCase("other content", 11, "aws:kms", StorageOutcome.Completed)]
    [TestCase("other number", 11, "aws:kms", StorageOutcome.NotFound)]
    public async Task Object_of_a_former_completion_is_told_by_its_tag_and_length(
        string which, long length, string? encryption, StorageOutcome outcome)
    {
        string tag = which switch
        {
            "exact" => Tag,
            "other content" => $"\"{new string('0', 32)}-2\"",
            _ => Tag.Replace("-2", "-3", StringComparison.Ordinal),
        };
        CannedAmazon amazon = new CannedAmazon().OnError(Complete, 404, "NoSuchUpload").OnError(Parts, 404, "NoSuchUpload")
            .OnHead("staged/a", tag, length, encryption is null ? [] : [("x-amz-server-side-encryption", encryption)]);

        (await amazon.Operations.CompletePartsAsync(Upload, Two)).Outcome.Should().Be(outcome);
    }

    [TestCase(400, "InvalidPart")]
    [TestCase(400, "InvalidPartOrder")]
    [TestCase(200, "InvalidPart")]
    public async Task Part_that_is_not_as_it_was_listed_is_a_change(int status, string code)
    {
        CannedAmazon amazon = new CannedAmazon().OnError(Complete, status, code);

        (await amazon.Operations.CompletePartsAsync(Upload, Two)).Should().Be(new StorageResult(StorageOutcome.Changed));
    }

    [Test]
    public async Task Fault_after_the_answer_had_begun_is_one_while_the_upload_is_under_way_and_none_when_it_is_through()
    {
        CannedAmazon failed = new CannedAmazon().OnError(Complete, 200, "InternalError").On(Parts, 200, "<ListPartsResult></ListPartsResult>");
        CannedAmazon through = new CannedAmazon().OnError(Complete, 200, "InternalError").OnError(Parts, 404, "NoSuchUpload")
            .OnHead("staged/a", Tag, 11);

        (await FluentActions.Awaiting(() => failed.Operations.CompletePartsAsync(Upload, Two).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which.IsTransient.Should().BeTrue();
        (await through.Operations.CompletePartsAsync(Upload, Two)).Outcome.Should().Be(StorageOutcome.Completed);
    }

    [Test]
    public async Task Parts_are_listed_over_all_pages()
    {
        CannedAmazon amazon = new CannedAmazon()
            .On(Parts, 200, PageOf(1, 1000, next: 1000)).On($"{Parts}?part-number-marker=1000", 200, PageOf(1001, 1003, next: null));

        IReadOnlyList<UploadedPart> parts = (await amazon.Operations.ListPartsAsync(Upload))!;

        parts.Select(part => part.Number).Should().Equal(Enumerable.Range(1, 1003));
        parts[^1].Should().Be(new UploadedPart(1003, 1003, "\"t1003\""));
    }

    [Test]
    public async Task Upload_is_given_up_again_while_parts_still_arrive()
    {
        CannedAmazon amazon = new CannedAmazon().On("DELETE", 204).On(Parts, 200, PageOf(1, 1, next: null)).OnError(Parts, 404, "NoSuchUpload");
        CannedAmazon stubborn = new CannedAmazon().On("DELETE", 204).On(Parts, 200, PageOf(1, 1, next: null));

        await amazon.Operations.AbortPartsAsync(Upload);
        (await FluentActions.Awaiting(() => stubborn.Operations.AbortPartsAsync(Upload).AsTask()).Should().ThrowAsync<ValetKeyException>())
            .Which.IsTransient.Should().BeTrue();

        amazon.Requests.Count(request => request.StartsWith("DELETE", StringComparison.Ordinal)).Should().Be(2);
        stubborn.Requests.Count(request => request.StartsWith("DELETE", StringComparison.Ordinal)).Should().Be(3);
    }

    private static string PageOf(int first, int last, int? next) =>
        $"<ListPartsResult>{string.Concat(Enumerable.Range(first, last - first + 1).Select(number =>
            $"<Part><PartNumber>{number}</PartNumber><ETag>\"t{number}\"</ETag><Size>{number}</Size></Part>"))}"
        + (next is null ? "" : $"<IsTruncated>true</IsTruncated><NextPartNumberMarker>{next}</NextPartNumberMarker>") + "</ListPartsResult>";
}
