using System.Net;

namespace ValetKey.Tests.Local.Support;

/// <summary>A body that sends half of itself, and the other half when told.</summary>
public sealed class SlowBody(int size) : HttpContent
{
    private readonly TaskCompletionSource _started = new();
    private readonly TaskCompletionSource _finish = new();

    public Task Started => _started.Task;

    public void Finish() => _finish.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(new byte[size / 2]);
        await stream.FlushAsync();
        _started.TrySetResult();
        await _finish.Task;
        await stream.WriteAsync(new byte[size - (size / 2)]);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }
}
