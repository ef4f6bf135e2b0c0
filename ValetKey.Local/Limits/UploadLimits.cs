using Microsoft.AspNetCore.Http;
using ValetKey.Local.Operations;
using ValetKey.Local.Service;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Limits;

/// <summary>What the service's own limits allow to be uploaded, whatever a key says.</summary>
internal sealed class UploadLimits(LocalStorageOptions options, ObjectStore store)
{
    public long MaximumObjectSize { get; } = options.Limits.MaximumObjectSize ?? long.MaxValue;

    public Quotas Quotas { get; } = new(options.Limits, store);

    /// <summary>Whether the disk has room for so many more bytes.</summary>
    public bool HasRoomFor(long bytes) =>
        options.Limits.MinimumFreeSpace == 0 || StorageFaults.FreeBytes(options.RootPath) is not { } free
        || free - options.Limits.MinimumFreeSpace >= bytes;

    /// <summary>A message takes room in the database.</summary>
    public Refusal? CheckRoomForMessage(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) && !HasRoomFor(request.ContentLength ?? 0) ? Refusals.InsufficientStorage : null;

    /// <summary>Stores a body, or refuses it before or while it is received.</summary>
    /// <param name="context">The request.</param>
    /// <param name="request">What to store.</param>
    /// <param name="body">The body.</param>
    /// <param name="length">Its length, if it is known.</param>
    /// <exception cref="RefusedException">A limit does not allow it.</exception>
    public async Task<PutResult> PutAsync(HttpContext context, PutRequest request, Stream body, long? length)
    {
        Intake intake = new(this, request, body, length);
        await using (intake.ConfigureAwait(false))
        {
            intake.CheckRoom();
            try
            {
                return await store.PutAsync(request with { Precondition = intake.Check }, intake, context.RequestAborted).ConfigureAwait(false);
            }
            finally
            {
                Visit.Of(context)?.Received = intake.Received;
            }
        }
    }
}
