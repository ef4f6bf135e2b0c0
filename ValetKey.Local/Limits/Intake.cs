using ValetKey.Local.Service;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Limits;

/// <summary>The body of one upload, held to the service's limits before it comes, while it comes, and in the transaction that stores it.</summary>
internal sealed class Intake(UploadLimits limits, PutRequest request, Stream body, long? length) : BodyStream
{
    // The disk is asked again after so many bytes.
    private const long Step = 1024 * 1024;

    private long _received;
    private long _allowed;
    private long _reserved;
    private bool _isWhole;

    /// <exception cref="RefusedException">The disk has no room.</exception>
    public void CheckRoom() => CheckRoom(length ?? 0);

    /// <summary>
    /// The request's precondition, and with it the limits on what would come of the current object: asked before the body is read, and again in the
    /// transaction.
    /// </summary>
    /// <exception cref="RefusedException">A limit does not allow it.</exception>
    public bool Check(ObjectInfo? current)
    {
        if (request.Precondition?.Invoke(current) == false)
        {
            return false;
        }

        bool appends = request.Mode == PutMode.Append;
        long kept = appends ? current?.Length ?? 0 : 0;
        CheckSize(kept, _isWhole ? _received : length ?? 0);
        if (_isWhole)
        {
            // From here on the database counts it.
            Release();
        }
        else if (length is { } known)
        {
            Reserve(known - (appends ? 0 : current?.Length ?? 0));
            _allowed = known;
        }
        else
        {
            _allowed = appends ? 0 : current?.Length ?? 0;
        }

        return true;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        _isWhole = read == 0 && buffer.Length > 0;
        long before = _received;
        _received += read;
        CheckSize(kept: 0, _received);
        if (before / Step != _received / Step)
        {
            CheckRoom(0);
        }

        if (_received > _allowed)
        {
            Reserve(_received - _allowed);
            _allowed = _received;
        }

        return read;
    }

    public long Received => _received;

    public override ValueTask DisposeAsync()
    {
        Release();
        return base.DisposeAsync();
    }

    private void CheckRoom(long bytes)
    {
        if (!limits.HasRoomFor(bytes))
        {
            throw new RefusedException(Refusals.InsufficientStorage);
        }
    }

    private void CheckSize(long kept, long added)
    {
        if (added > limits.MaximumObjectSize - kept)
        {
            throw new RefusedException(Refusals.ObjectTooLarge(limits.MaximumObjectSize));
        }
    }

    private void Reserve(long bytes)
    {
        // A part counts with the object that it makes, perhaps in the place of another.
        if (bytes <= 0 || request.Part is not null)
        {
            return;
        }

        if (!limits.Quotas.TryReserve(request.Container, request.Name, bytes))
        {
            throw new RefusedException(Refusals.QuotaExceeded);
        }

        _reserved += bytes;
    }

    private void Release() => limits.Quotas.Release(request.Container, request.Name, Interlocked.Exchange(ref _reserved, 0));
}
