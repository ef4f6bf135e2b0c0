using System.Buffers;
using Microsoft.Win32.SafeHandles;
using ValetKey.Client.Content;

namespace ValetKey.Client.Downloads;

/// <summary>
/// Looks at what a former download left. What was written down as there may not have reached the disk when the power failed, and somebody else may
/// have written to the file.
/// </summary>
internal static class RangeCheck
{
    private const int BufferLength = 128 * 1024;

    /// <returns>The ranges that are as they were written down.</returns>
    public static async Task<Dictionary<int, uint>> FindAsync(SafeFileHandle file, DownloadState state, CancellationToken cancellationToken)
    {
        Dictionary<int, uint> found = [];
        foreach ((int index, uint checksum) in state.Done)
        {
            ByteRange range = ByteRange.Of(index, state.RangeLength, state.Length);
            if (await ComputeAsync(file, range, cancellationToken).ConfigureAwait(false) == checksum)
            {
                found.Add(index, checksum);
            }
        }

        return found;
    }

    private static async Task<uint> ComputeAsync(SafeFileHandle file, ByteRange range, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
        try
        {
            uint checksum = Crc32C.Empty;
            long done = 0;
            while (done < range.Length)
            {
                Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(buffer.Length, range.Length - done));
                int read = await RandomAccess.ReadAsync(file, room, range.Offset + done, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                checksum = Crc32C.Append(checksum, room.Span[..read]);
                done += read;
            }

            return checksum;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
