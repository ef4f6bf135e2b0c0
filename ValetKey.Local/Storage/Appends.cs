using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>
/// Puts a body after what is there, as a piece of its own. So that many appends do not make many pieces, a new one takes in those before it that are
/// no longer than itself: every byte is copied a few times at most, however often is appended, and the number of pieces grows with the logarithm.
/// </summary>
internal sealed class Appends(StoreLayout layout, Reads reads, Commits commits)
{
    // Without turns the result would be the same, but all would copy and all but one would copy again.
    private readonly Turns _turns = new(lanes: 32);

    public async Task<PutResult> AppendAsync(PutRequest request, ObjectKey key, StagedContent received, CancellationToken cancellationToken)
    {
        int subject = HashCode.Combine(key.Container, key.Name);
        using Turns.Turn turn = await _turns.TakeAsync(subject, cancellationToken).ConfigureAwait(false);

        while (true)
        {
            if (await TryAppendAsync(request, key, received, cancellationToken).ConfigureAwait(false) is { } result)
            {
                return result;
            }
        }
    }

    /// <summary>Null if something else was written while this was joining.</summary>
    private async Task<PutResult?> TryAppendAsync(
        PutRequest request, ObjectKey key, StagedContent received, CancellationToken cancellationToken)
    {
        if (reads.FindPieces(key) is not var (current, pieces))
        {
            PutRequest creation = request with { Mode = PutMode.CreateOnly };
            PutResult created = await commits.PutAsync(creation, key, received, cancellationToken).ConfigureAwait(false);
            return created.Outcome == PutOutcome.AlreadyExists ? null : created;
        }

        int kept = FirstToTakeIn(pieces, received.Length);
        if (kept == pieces.Count)
        {
            Addition own = new(current, pieces[^1].Number + 1, received, received);
            return await commits.TryAppendAsync(request, key, own, cancellationToken).ConfigureAwait(false);
        }

        StagedContent joined = new(layout, Digests.DigestKinds.None);
        await using (joined.ConfigureAwait(false))
        {
            Stream before;
            try
            {
                before = OpenedContent.Of(layout, pieces[kept..]);
            }
            catch (Exception exception) when (ContentFiles.IsGone(exception) && !current.IsSameVersion(reads.Find(key)))
            {
                return null;
            }

            await using (before.ConfigureAwait(false))
            {
                await joined.TryFillAsync(before, long.MaxValue, cancellationToken).ConfigureAwait(false);
            }

            await joined.TryFillAsync(received.Reread(), long.MaxValue, cancellationToken).ConfigureAwait(false);
            Addition whole = new(current, pieces[kept].Number, joined, received);
            return await commits.TryAppendAsync(request, key, whole, cancellationToken).ConfigureAwait(false);
        }
    }

    private static int FirstToTakeIn(List<Piece> pieces, long length)
    {
        int first = pieces.Count;
        while (first > 0 && pieces[first - 1].Length <= length)
        {
            length += pieces[--first].Length;
        }

        return first;
    }
}
