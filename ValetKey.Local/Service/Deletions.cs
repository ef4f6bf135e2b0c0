using Microsoft.AspNetCore.Http;
using ValetKey.Local.Limits;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>DELETE on an object.</summary>
internal sealed class Deletions(ObjectStore store, Ages ages)
{
    public async Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, ResourcePath path)
    {
        if (!RequestConditions.TryRead(context.Request, out Func<ObjectInfo?, bool>? condition))
        {
            return Refusal.Malformed("A precondition cannot be read.");
        }

        await ages.ClearAsync(path.Container, path.Name!, context.RequestAborted).ConfigureAwait(false);
        DeleteRequest request = new(path.Container, path.Name!) { Precondition = condition, SingleUse = key.SingleUse };
        DeleteOutcome outcome = await store.DeleteAsync(request, context.RequestAborted).ConfigureAwait(false);
        Refusal? refusal = outcome switch
        {
            DeleteOutcome.Deleted => null,
            DeleteOutcome.NotFound => Refusals.NotFound,
            DeleteOutcome.KeyAlreadyUsed => Refusals.KeyUsed,
            _ => Refusals.PreconditionFailed,
        };
        if (refusal is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return refusal;
    }
}
