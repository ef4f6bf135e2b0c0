using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Parts;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage;

/// <summary>Takes in a body, and hands it to the commit once it is whole and as it must be.</summary>
internal sealed class Puts(StoreLayout layout, Reads reads, Commits commits, PartUploads parts)
{
    private readonly Appends _appends = new(layout, reads, commits);

    public async Task<PutResult> PutAsync(PutRequest request, Stream body, CancellationToken cancellationToken)
    {
        ObjectKey key = new(request.Container, request.Name);

        if (EarlyRefusal(request, key) is { } early)
        {
            return new PutResult(early);
        }

        StagedContent received = new(layout, request.Digests);
        await using (received.ConfigureAwait(false))
        {
            if (await ReceiveAsync(request, body, received, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return new PutResult(refusal);
            }

            return request switch
            {
                { Part: not null } => await parts.PutAsync(request, key, received, cancellationToken).ConfigureAwait(false),
                { Mode: PutMode.Append } => await _appends.AppendAsync(request, key, received, cancellationToken).ConfigureAwait(false),
                _ => await commits.PutAsync(request, key, received, cancellationToken).ConfigureAwait(false),
            };
        }
    }

    // What the commit would refuse now is refused before the body is read.
    private PutOutcome? EarlyRefusal(PutRequest request, ObjectKey key) => request switch
    {
        { SingleUse: { } use } when reads.IsUsed(use.KeyId) => PutOutcome.KeyAlreadyUsed,
        { Part: { } part } => parts.IsUnderWay(part.Upload, key) ? null : PutOutcome.NoSuchUpload,
        _ => request.Check(reads.Find(key)?.Info),
    };

    private static async Task<PutOutcome?> ReceiveAsync(
        PutRequest request, Stream body, StagedContent received, CancellationToken cancellationToken)
    {
        if (!await received.TryFillAsync(body, request.MaximumLength, cancellationToken).ConfigureAwait(false))
        {
            return PutOutcome.TooLarge;
        }

        if (received.Length < request.MinimumLength)
        {
            return PutOutcome.TooSmall;
        }

        return request.Expected.All(received.Digests.Matches) ? null : PutOutcome.DigestMismatch;
    }
}
