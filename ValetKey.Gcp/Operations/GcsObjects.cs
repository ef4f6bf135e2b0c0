using System.Runtime.CompilerServices;
using Google.Apis.Storage.v1;
using Google.Apis.Storage.v1.Data;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>Objects: looked up, listed and deleted.</summary>
internal sealed class GcsObjects(GcsStore store)
{
    private const int AtOnce = 16;

    /// <summary>The live object under a name; null if there is none.</summary>
    public async Task<Object?> FindAsync(ObjectPlace place, CancellationToken cancellationToken)
    {
        try
        {
            return await store.CallAsync(
                GcsCall.Find, place.Bucket, (service, token) => service.Objects.Get(place.Bucket, place.Name).ExecuteAsync(token), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (GcsFaults.IsNoObject(fault))
        {
            return null;
        }
    }

    /// <summary>Every live object under a prefix, in the order of names.</summary>
    public async IAsyncEnumerable<Object> ListAsync(ObjectPlace prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? page = null;
        do
        {
            Objects found = await store.CallAsync(
                GcsCall.List,
                prefix.Bucket,
                (service, token) =>
                {
                    ObjectsResource.ListRequest request = service.Objects.List(prefix.Bucket);
                    (request.Prefix, request.PageToken) = (prefix.Name, page);
                    request.Fields = "nextPageToken,items(name,generation,size,timeCreated)";
                    return request.ExecuteAsync(token);
                },
                cancellationToken).ConfigureAwait(false);
            foreach (Object one in found.Items ?? [])
            {
                yield return one;
            }

            page = found.NextPageToken;
        }
        while (page is not null);
    }

    /// <summary>Deletes an object: the live one, or for good the generation that is named.</summary>
    public async Task DeleteAsync(ObjectPlace place, long? generation, CancellationToken cancellationToken)
    {
        try
        {
            await store.CallAsync(
                GcsCall.Delete,
                place.Bucket,
                (service, token) =>
                {
                    ObjectsResource.DeleteRequest request = service.Objects.Delete(place.Bucket, place.Name);
                    request.Generation = generation;
                    return request.ExecuteAsync(token);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (GcsFaults.IsNoObject(fault))
        {
        }
    }

    /// <summary>Deletes what is under a prefix.</summary>
    public Task DeleteAllAsync(ObjectPlace prefix, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        ListAsync(prefix, cancellationToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
        async (found, token) => await DeleteAsync(prefix with { Name = found.Name }, found.Generation, token).ConfigureAwait(false));
}
