using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Tests.Local.Storage.Digests;

public sealed class ExpectedDigestTests : StoreTest
{
    // MD5 and SHA-256 of "abc" from RFC 1321 and FIPS 180-2, the CRCs of "123456789" from their catalogue.
    private static readonly TestCaseData[] Known =
    [
        new(DigestKinds.Md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
        new(DigestKinds.Sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        new(DigestKinds.Crc32C, "123456789", "e3069283"),
        new(DigestKinds.Crc64Nvme, "123456789", "ae8b14860a799888"),
    ];

    [TestCaseSource(nameof(Known))]
    public async Task A_body_with_the_expected_digest_is_stored(object kind, string text, string hex)
    {
        Digest expected = new((DigestKinds)kind, Convert.FromHexString(hex));

        PutResult result = await Put(Replace() with { Expected = [expected] }, text);

        result.Outcome.Should().Be(PutOutcome.Created);
        Content().Should().Be(text);
    }

    [TestCaseSource(nameof(Known))]
    public async Task A_body_with_another_digest_is_refused_and_changes_nothing(object kind, string text, string hex)
    {
        await Put(Replace(), "old");
        Digest expected = new((DigestKinds)kind, Convert.FromHexString(hex));

        PutResult result = await Put(Replace() with { Expected = [expected] }, text + "!");

        result.Should().Be(new PutResult(PutOutcome.DigestMismatch));
        Content().Should().Be("old");
        TemporaryFiles().Should().BeEmpty();
        ContentFiles().Should().ContainSingle();
    }

    [TestCaseSource(nameof(Known))]
    public async Task A_truncated_digest_is_not_a_match(object kind, string text, string hex)
    {
        Digest expected = new((DigestKinds)kind, Convert.FromHexString(hex).AsMemory(1));

        PutResult result = await Put(Replace() with { Expected = [expected] }, text);

        result.Outcome.Should().Be(PutOutcome.DigestMismatch);
    }

    [Test]
    public async Task One_wrong_digest_among_right_ones_is_enough_to_refuse()
    {
        Digest right = new(DigestKinds.Md5, Convert.FromHexString("900150983cd24fb0d6963f7d28e17f72"));
        Digest wrong = new(DigestKinds.Crc32C, new byte[4]);

        PutResult result = await Put(Replace() with { Expected = [right, wrong] }, "abc");

        result.Outcome.Should().Be(PutOutcome.DigestMismatch);
    }
}
