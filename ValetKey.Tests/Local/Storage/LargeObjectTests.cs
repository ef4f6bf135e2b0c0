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
        PutRequest request = Replace() with { Compute = DigestKinds.Crc32C | DigestKinds.Crc64Nvme };

        long before = GC.GetTotalAllocatedBytes(precise: true);
        PutResult result = await Put(request, new GeneratedStream(Size));
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        result.Stored!.Length.Should().Be(Size);
        allocated.Should().BeLessThan(2 << 20);
        TestContext.Out.WriteLine($"{allocated:N0} bytes allocated");
    }
}
