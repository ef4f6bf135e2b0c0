namespace ValetKey.Client.Transfer;

/// <summary>
/// The memory in which one transfer keeps parts: as much as was kept at once, to the byte, and gone with the transfer. The pool that the process
/// shares rounds up to powers of two, and keeps what every thread has given back.
/// </summary>
internal sealed class PartBuffers
{
    private readonly Lock _lock = new();
    private readonly Stack<byte[]> _free = [];

    /// <returns>At least so long: a last part, which is shorter, has the room of another.</returns>
    public byte[] Rent(int length)
    {
        lock (_lock)
        {
            if (_free.TryPop(out byte[]? free) && free.Length >= length)
            {
                return free;
            }
        }

        return GC.AllocateUninitializedArray<byte>(length);
    }

    public void Return(byte[] buffer)
    {
        lock (_lock)
        {
            _free.Push(buffer);
        }
    }
}
