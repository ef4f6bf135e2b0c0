using System.Net.Sockets;
using System.Text;

namespace ValetKey.Tests.Client.Faults;

/// <summary>A connection, with what happens to it.</summary>
internal sealed class FaultyStream(Socket socket, NetworkFault fault, int after, int bytesPerSecond) : Stream
{
    private const int PiecesPerSecond = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly NetworkStream _inner = new(socket, ownsSocket: true);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _head = new();
    private int _there;
    private int _back;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private bool AnswersItself => fault is NetworkFault.Busy or NetworkFault.BusyForASecond;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (fault == NetworkFault.Silent)
        {
            return;
        }

        if (AnswersItself)
        {
            NoteHead(buffer.Span);
            return;
        }

        int piece = bytesPerSecond == 0 ? buffer.Length : Math.Max(1, bytesPerSecond / PiecesPerSecond);
        while (buffer.Length > piece)
        {
            await WritePieceAsync(buffer[..piece], cancellationToken);
            buffer = buffer[piece..];
        }

        await WritePieceAsync(buffer, cancellationToken);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (fault == NetworkFault.Silent)
        {
            await _closed.Task.WaitAsync(cancellationToken);
        }

        if (AnswersItself)
        {
            return await ReadOwnAsync(buffer, cancellationToken);
        }

        int room = fault is NetworkFault.CutOnTheWayBack or NetworkFault.Truncated ? after - _back : int.MaxValue;
        if (room <= 0 && buffer.Length > 0)
        {
            return fault == NetworkFault.Truncated ? 0 : throw Cut();
        }

        await PauseAsync(0, cancellationToken);
        int read = await _inner.ReadAsync(buffer[..Math.Min(room, buffer.Length)], cancellationToken);
        _back += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Clients do not block.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Clients do not block.");

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _closed.TrySetException(new IOException("The connection was closed."));
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task WritePieceAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        await PauseAsync(piece.Length, cancellationToken);
        int room = fault == NetworkFault.CutOnTheWayThere ? Math.Max(0, after - _there) : piece.Length;
        await _inner.WriteAsync(piece[..Math.Min(room, piece.Length)], cancellationToken);
        _there += piece.Length;
        if (room < piece.Length)
        {
            throw Cut();
        }
    }

    private async Task PauseAsync(int bytes, CancellationToken cancellationToken)
    {
        if (fault == NetworkFault.Slow)
        {
            await Task.Delay(Pause, cancellationToken);
        }

        if (bytesPerSecond > 0)
        {
            await Task.Delay(TimeSpan.FromSeconds((double)bytes / bytesPerSecond), cancellationToken);
        }
    }

    /// <summary>Resets the connection, so that the server hears of it too.</summary>
    private IOException Cut()
    {
        socket.Close(0);
        return new IOException("The connection was reset.", new SocketException((int)SocketError.ConnectionReset));
    }

    private void NoteHead(ReadOnlySpan<byte> bytes)
    {
        _head.Append(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 8192)]));
        if (_head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            _asked.TrySetResult();
        }
    }

    private async ValueTask<int> ReadOwnAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        await (await Task.WhenAny(_asked.Task, _closed.Task)).WaitAsync(cancellationToken);
        string pause = fault == NetworkFault.BusyForASecond ? "Retry-After: 1\r\n" : "";
        byte[] answer = Encoding.ASCII.GetBytes($"HTTP/1.1 503 Busy\r\n{pause}Content-Length: 0\r\nConnection: close\r\n\r\n");
        int length = Math.Min(buffer.Length, answer.Length - _back);
        answer.AsMemory(_back, length).CopyTo(buffer);
        _back += length;
        return length;
    }
}
