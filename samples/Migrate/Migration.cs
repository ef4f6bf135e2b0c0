namespace ValetKey.Samples.Migrate;

/// <summary>Copies objects, several at once. One that fails keeps nobody back, and is tried again by the next run.</summary>
internal sealed class Migration(Source source, Target target, Journal journal)
{
    private const int AtOnce = 4;

    public Source Source => source;

    /// <param name="pair">The container here and there.</param>
    /// <param name="objects">What to copy.</param>
    /// <param name="tell">Told of each object that is done, and of the fault if there is one.</param>
    /// <param name="cancellationToken">Stops; what is under way is given up.</param>
    public Task RunAsync(
        ContainerPair pair, IReadOnlyList<SourceObject> objects, Action<SourceObject, string?> tell, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            objects,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (found, token) => tell(found, await CopyAsync(pair, found, token)));

    private async Task<string?> CopyAsync(ContainerPair pair, SourceObject found, CancellationToken cancellationToken)
    {
        if (journal.Has(found, pair))
        {
            return null;
        }

        try
        {
            byte[] md5 = await source.DigestAsync(found, cancellationToken);
            using HttpResponseMessage content = await source.ReadAsync(found, cancellationToken);
            if (await target.CreateAsync(pair.There, found.Name, md5, content, cancellationToken) == Arrival.Different)
            {
                return "something else is there, and was left as it is";
            }

            journal.Add(found, pair);
            return content.Headers.Any(header => header.Key.StartsWith("x-valetkey-meta-", StringComparison.OrdinalIgnoreCase))
                ? "copied, without its metadata"
                : null;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or ValetKeyException)
        {
            return fault.Message;
        }
    }
}
