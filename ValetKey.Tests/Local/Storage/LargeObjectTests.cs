using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Digests;

namespace ValetKey.Tests.Local.Storage;

[NonParallelizable]
public sealed class LargeObjectTests : StoreTest
{
    private const long Size = 256L << 20;

    [Test]
    public async Task A_large_upload_takes_little_memory()
    {
        await Put(Replace("small"), "warm up");
        // A checksum that it does not have: all of it is received and digested, and nothing is kept.
        PutRequest request =
            Replace() with { Expected = [new Digest(DigestKinds.Crc32C, new byte[4]), new Digest(DigestKinds.Crc64Nvme, new byte[8])] };

        long before = GC.GetTotalAllocatedBytes(precise: true);
        PutResult result = await Put(request, new GeneratedStream(Size));
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        result.Outcome.Should().Be(PutOutcome.DigestMismatch);
        allocated.Should().BeLessThan(2 << 20);
        TestContext.Out.WriteLine($"{allocated:N0} bytes allocated");
    }
}
