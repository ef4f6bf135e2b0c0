using System.Security.Cryptography;
using Google.Apis.Storage.v1;
using Google.Apis.Storage.v1.Data;
using Object = Google.Apis.Storage.v1.Data.Object;

namespace ValetKey.Gcp.Operations;

/// <summary>
/// Joins objects on the service's side, which takes 32 at a time ("Composite objects", Cloud Storage documentation): of more, objects are made that
/// are joined again. Each is pinned by its generation.
/// </summary>
internal sealed class GcsJoin(GcsStore store)
{
    private const int MaximumSources = 32;
    private const int AtOnce = 8;

    /// <param name="prefix">Under which what is between may be; somebody else deletes it.</param>
    /// <param name="sources">What is joined, by name and generation.</param>
    /// <param name="target">What it makes.</param>
    /// <param name="generation">Of what is replaced; 0 where nothing may be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ValetKeyException">A source or the target is not as it was, as <see cref="GcsFaults"/> tells; or a call failed.</exception>
    public async Task<Object> MakeAsync(
        ObjectPlace prefix,
        IReadOnlyList<(string Name, long Generation)> sources,
        Object target,
        long generation,
        CancellationToken cancellationToken)
    {
        string attempt = RandomNumberGenerator.GetHexString(16, lowercase: true); // Others may be at it, too.
        for (int level = 0; sources.Count > MaximumSources; level++)
        {
            (string Name, long Generation)[][] groups = [.. sources.Chunk(MaximumSources)];
            (string Name, long Generation)[] joined = new (string, long)[groups.Length];
            await Parallel.ForAsync(
                0,
                groups.Length,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (index, token) =>
                {
                    if (groups[index] is [var single])
                    {
                        joined[index] = single;
                        return;
                    }

                    Object between = new() { Name = $"{prefix.Name}{attempt}-{level}-{index}", ContentType = target.ContentType };
                    Object made = await ComposeAsync(prefix.Bucket, groups[index], between, 0, token).ConfigureAwait(false);
                    joined[index] = (between.Name, made.Generation.GetValueOrDefault());
                }).ConfigureAwait(false);
            sources = joined;
        }

        return await ComposeAsync(prefix.Bucket, sources, target, generation, cancellationToken).ConfigureAwait(false);
    }

    private Task<Object> ComposeAsync(
        string bucket, IEnumerable<(string Name, long Generation)> sources, Object target, long generation, CancellationToken cancellationToken)
    {
        ComposeRequest compose = new()
        {
            Destination = target,
            SourceObjects =
            [
                .. sources.Select(source => new ComposeRequest.SourceObjectsData
                {
                    Name = source.Name,
                    ObjectPreconditions = new() { IfGenerationMatch = source.Generation },
                }),
            ],
        };
        return store.CallAsync(
            GcsCall.Compose,
            bucket,
            (service, token) =>
            {
                ObjectsResource.ComposeRequest request = service.Objects.Compose(compose, bucket, target.Name);
                request.IfGenerationMatch = generation;
                return request.ExecuteAsync(token);
            },
            cancellationToken);
    }
}
