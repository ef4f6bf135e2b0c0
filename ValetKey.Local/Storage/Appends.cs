using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>Joins the current content and the new body into a new file.</summary>
internal sealed class Appends(StoreLayout layout, Reads reads, Commits commits)
{
    // Without turns the result would be the same, but all would copy and all but one would copy again.
    private readonly Turns _turns = new(lanes: 32);

    /// <summary>Null if something else was written while this was joining.</summary>
    public async Task<PutResult?> TryAppendAsync(
        PutRequest request, ObjectKey key, StagedContent received, CancellationToken cancellationToken)
    {
        int subject = HashCode.Combine(key.Container, key.Name);
        using Turns.Turn turn = await _turns.TakeAsync(subject, cancellationToken).ConfigureAwait(false);

        if (reads.Open(key) is not { } current)
        {
            return await commits.TryPutAsync(request, key, received, continued: null, cancellationToken).ConfigureAwait(false);
        }

        StagedContent joined = new(layout, request.Digests | current.Row.Info.Digests.Kinds);
        await using (joined.ConfigureAwait(false))
        {
            await using (current.Content.ConfigureAwait(false))
            {
                await joined.TryFillAsync(current.Content, long.MaxValue, cancellationToken).ConfigureAwait(false);
            }

            await joined.TryFillAsync(received.Reread(), long.MaxValue, cancellationToken).ConfigureAwait(false);
            return await commits.TryPutAsync(request, key, joined, current.Row, cancellationToken).ConfigureAwait(false);
        }
    }
}
