using Google.Apis.Storage.v1;
using Google.Apis.Storage.v1.Data;
using Microsoft.Extensions.Logging;
using ValetKey.Providers;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>
/// Moves objects: rewritten under conditions on both ends, in as many calls as the service wants ("Objects: rewrite", JSON API), and then deleted.
/// </summary>
internal sealed partial class GcsPublisher(GcsStore store, GcsObjects objects, ILogger logger, string issuerName)
{
    public async ValueTask<StorageResult> PublishAsync(
        StorageObject staged, KeyScope target, ObjectProperties properties, bool overwrite, CancellationToken cancellationToken)
    {
        ObjectPlace source = store.PlaceOf(staged.Container, staged.Name);
        if (target.Kind != ResourceKinds.Object || store.PlaceOf(target.Container, target.Name) is var place && place == source)
        {
            throw new ArgumentException($"{target} is no other object than the staged one.", nameof(target));
        }

        long generation = ObjectExtensions.GenerationOf(staged.Revision);
        Object made;
        try
        {
            made = await RewriteAsync(source, generation, place, BodyOf(properties), overwrite, cancellationToken).ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (GcsFaults.IsCondition(fault) || GcsFaults.IsNoObject(fault))
        {
            Object? now = await objects.FindAsync(source, cancellationToken).ConfigureAwait(false);
            if (now?.Generation == generation && GcsFaults.IsNoObject(fault))
            {
                throw; // There is no such bucket to copy to.
            }

            return new StorageResult(now switch
            {
                null => StorageOutcome.NotFound,
                _ when now.Generation != generation => StorageOutcome.Changed,
                _ => overwrite ? throw GcsFaults.Overtaken(fault) : StorageOutcome.ObjectExists,
            });
        }

        await ClearAsync(source, generation).ConfigureAwait(false);
        return new StorageResult(StorageOutcome.Completed, made.ToObject(target.Container, target.Name));
    }

    /// <summary>A body that says nothing would take over what the staged object has.</summary>
    private static Object BodyOf(ObjectProperties properties) => new()
    {
        ContentType = properties.ContentType ?? "application/octet-stream",
        ContentDisposition = properties.ContentDisposition,
        CacheControl = properties.CacheControl,
        Metadata = properties.Metadata.ToDictionary(StringComparer.Ordinal),
    };

    private async Task<Object> RewriteAsync(
        ObjectPlace source, long generation, ObjectPlace target, Object body, bool overwrite, CancellationToken cancellationToken)
    {
        RewriteResponse? answer = null;
        do
        {
            string? progress = answer?.RewriteToken;
            answer = await store.CallAsync(
                GcsCall.Rewrite,
                target.Bucket,
                (service, token) =>
                {
                    ObjectsResource.RewriteRequest request = service.Objects.Rewrite(body, source.Bucket, source.Name, target.Bucket, target.Name);
                    request.IfSourceGenerationMatch = generation;
                    request.IfGenerationMatch = overwrite ? null : 0;
                    request.RewriteToken = progress;
                    request.DropContextGroups = "custom"; // Contexts, too, may be the uploader's.
                    return request.ExecuteAsync(token);
                },
                cancellationToken).ConfigureAwait(false);
        }
        while (answer.Done != true);
        return answer.Resource;
    }

    /// <summary>What is not deleted a sweep finds; the object is there, and that counts.</summary>
    private async Task ClearAsync(ObjectPlace source, long generation)
    {
        try
        {
            await objects.DeleteAsync(source, generation, CancellationToken.None).ConfigureAwait(false);
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
