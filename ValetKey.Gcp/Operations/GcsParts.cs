using Microsoft.Extensions.Logging;
using ValetKey.Providers;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>Uploads in parts that are ordinary objects: joined when all are there, and deleted.</summary>
internal sealed partial class GcsParts(GcsStore store, GcsObjects objects, GcsJoin join, ILogger logger, string issuerName)
{
    private const int MaximumTries = 5;

    /// <summary>Metadata by which the object is known to be this upload's.</summary>
    private const string Mark = "valetkey-upload";

    public async ValueTask<IReadOnlyList<UploadedPart>?> ListAsync(PartUpload upload, CancellationToken cancellationToken)
    {
        List<UploadedPart> parts = [];
        await foreach (Object found in objects.ListAsync(PlaceOfParts(upload), cancellationToken).ConfigureAwait(false))
        {
            if (PartNames.TryParse(upload.Container, found.Name, out PartUpload? owner, out int number) && owner == upload)
            {
                parts.Add(new UploadedPart(number, found.Length(), found.Revision()));
            }
        }

        return parts;
    }

    public async ValueTask<StorageResult> CompleteAsync(PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        ObjectPlace place = store.PlaceOf(upload.Container, upload.Name);
        for (int tries = 1; ; tries++)
        {
            Object? there = await objects.FindAsync(place, cancellationToken).ConfigureAwait(false);
            try
            {
                Object made = IsOf(there, upload)
                    ? there!
                    : await JoinAsync(upload, parts, there?.Generation ?? 0, cancellationToken).ConfigureAwait(false);
                await ClearAsync(upload).ConfigureAwait(false);
                return made.Length() == parts.Sum(part => part.Length)
                    ? new StorageResult(StorageOutcome.Completed, made.ToObject(upload.Container, upload.Name))
                    : new StorageResult(StorageOutcome.NotFound);
            }
            catch (ValetKeyException fault) when (GcsFaults.IsCondition(fault) || GcsFaults.IsNoObject(fault))
            {
                if (!IsOf(await objects.FindAsync(place, cancellationToken).ConfigureAwait(false), upload)
                    && await WhyAsync(upload, parts, cancellationToken).ConfigureAwait(false) is { } outcome)
                {
                    return new StorageResult(outcome);
                }

                if (tries == MaximumTries)
                {
                    throw GcsFaults.Overtaken(fault);
                }
            }
        }
    }

    public async ValueTask AbortAsync(PartUpload upload, CancellationToken cancellationToken) =>
        await objects.DeleteAllAsync(PlaceOfParts(upload), cancellationToken).ConfigureAwait(false);

    private static bool IsOf(Object? found, PartUpload upload) => found?.Metadata?.TryGetValue(Mark, out string? id) == true && id == upload.Id;

    private ObjectPlace PlaceOfParts(PartUpload upload) => store.PrefixOf(upload.Container, PartNames.PrefixOf(upload));

    private Task<Object> JoinAsync(PartUpload upload, IReadOnlyList<UploadedPart> parts, long generation, CancellationToken cancellationToken)
    {
        Object target = new()
        {
            Name = upload.Name,
            ContentType = "application/octet-stream",
            Metadata = new Dictionary<string, string> { [Mark] = upload.Id },
        };
        return join.MakeAsync(
            PlaceOfParts(upload),
            [.. parts.Select(part => (PartNames.ScopeOf(upload, part.Number).Name, ObjectExtensions.GenerationOf(part.Revision)))],
            target,
            generation,
            cancellationToken);
    }

    /// <summary>Why the parts could not be joined; null where they are as they were listed, so that somebody else was at it.</summary>
    private async Task<StorageOutcome?> WhyAsync(PartUpload upload, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        IReadOnlyList<UploadedPart>? now = await ListAsync(upload, cancellationToken).ConfigureAwait(false);
        return now is null or [] ? StorageOutcome.NotFound : parts.Except(now).Any() ? StorageOutcome.Changed : null;
    }

    /// <summary>What is not deleted a sweep finds; the object is there, and that counts.</summary>
    private async Task ClearAsync(PartUpload upload)
    {
        try
        {
            await AbortAsync(upload, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ValetKeyException fault)
        {
            LogLeftBehind(logger, issuerName, fault.Message);
        }
    }

    [LoggerMessage(EventId = 81, EventName = "PartsLeftBehind", Level = LogLevel.Warning,
        Message = "{Issuer}: an upload in parts was completed, and some of them are still there: {Fault}")]
    private static partial void LogLeftBehind(ILogger logger, string issuer, string fault);
}
