using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Aws.Operations;

/// <summary>Moves objects: S3 has no move, so they are copied, pinned by their tag, and then deleted.</summary>
/// <remarks>
/// Amazon heeds conditions on both ends of a copy. Other stores may ignore them without a word (Ceph's gateway 16 ignores those on the source and on
/// the target), so there the object goes through the application: what such stores do know is reading under If-Match and writing under
/// If-None-Match.
/// </remarks>
internal sealed partial class S3Publisher(S3Store store, S3Objects objects, S3Copies copies, ILogger logger, string issuerName)
{
    private const int MaximumTries = 3;

    public async ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        S3Place source = store.PlaceOf(staged.Container, staged.Name);
        if (target.Kind != ResourceKinds.Object || store.PlaceOf(target.Container, target.Name) is var place && place == source)
        {
            throw new ArgumentException($"{target} is no other object than the staged one.", nameof(target));
        }

        S3Copy copy = new(staged, source, target, place, properties, overwrite);
        StorageResult result = await CopyAsync(copy, cancellationToken).ConfigureAwait(false);
        if (result.Outcome == StorageOutcome.Completed)
        {
            await ClearAsync(copy).ConfigureAwait(false);
        }

        return result;
    }

    private async Task<StorageResult> CopyAsync(S3Copy copy, CancellationToken cancellationToken)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await copies.MakeAsync(copy, cancellationToken).ConfigureAwait(false);
            }
            catch (ValetKeyException fault) when (S3Faults.IsConflict(fault) && tries < MaximumTries)
            {
            }
            catch (ValetKeyException fault) when (S3Faults.IsCondition(fault) || S3Faults.IsNoObject(fault))
            {
                return new StorageResult(await WhyAsync(copy, fault, cancellationToken).ConfigureAwait(false));
            }
        }
    }

    /// <summary>The store does not say which of the conditions does not hold.</summary>
    private async Task<StorageOutcome> WhyAsync(S3Copy copy, ValetKeyException fault, CancellationToken cancellationToken)
    {
        S3Head? now = await objects.FindAsync(copy.Source, cancellationToken).ConfigureAwait(false);
        return now switch
        {
            null => StorageOutcome.NotFound,
            _ when !EntityTag.AreSame(now.Tag, copy.Staged.Revision) => StorageOutcome.Changed,
            _ when !copy.Overwrite && S3Faults.IsCondition(fault) => StorageOutcome.ObjectExists,
            _ => throw fault,
        };
    }

    /// <summary>What is not deleted a sweep finds; the object is there, and that counts.</summary>
    private async Task ClearAsync(S3Copy copy)
    {
        try
        {
            string? tag = store.IsAmazon ? copy.Staged.Revision : null; // Others may not know the condition, and refuse it.
            await objects.DeleteAsync(copy.Source, tag, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ValetKeyException fault)
        {
            LogLeftBehind(logger, issuerName, fault.Message);
        }
    }

    [LoggerMessage(EventId = 80, EventName = "StagedObjectLeftBehind", Level = LogLevel.Warning,
        Message = "{Issuer}: an object was published, and the staged one is still there: {Fault}")]
    private static partial void LogLeftBehind(ILogger logger, string issuer, string fault);
}
