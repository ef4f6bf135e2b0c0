using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ValetKey.Local.Service;

/// <summary>
/// What Kestrel receives into. Its own blocks of 4 KiB make a call to the system out of every 4 KiB, and that is what a large upload then waits for.
/// </summary>
internal sealed class LargeBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockSize = 32 * 1024;

    public override int MaxBufferSize => BlockSize;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new LargeBlocks();

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockSize));

    protected override void Dispose(bool disposing)
    {
    }
}
