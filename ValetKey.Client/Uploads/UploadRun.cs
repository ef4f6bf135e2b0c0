using ValetKey.Client.Application;
using ValetKey.Client.Content;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Uploads;

/// <summary>One upload, from its declaration to its publication.</summary>
internal sealed class UploadRun(ClientContext context, ContentSource source, UploadOptions options, IProgress<TransferProgress>? progress)
{
    private const int Rounds = 3; // In which parts are sent that are missing after all.
    private const long UsuallyDeclared = 16 << 20; // So much is read in a moment.

    private static readonly TimeSpan AbandonLimit = TimeSpan.FromSeconds(15);

    private readonly UploadCalls _calls = new(context);
    private readonly TicketFile _file = new(options.TicketPath);
    private readonly ProgressMeter _meter = new(progress) { Total = source.Length };

    public async Task<PublishedUpload> RunAsync(CancellationToken cancellationToken)
    {
        UploadTicket? ticket = null;
        try
        {
            (UploadDocument upload, ticket) = await BeginAsync(cancellationToken).ConfigureAwait(false);
            PublishedUpload published = await SendAndCompleteAsync(upload, ticket, cancellationToken).ConfigureAwait(false);
            _file.Forget();
            return published;
        }
        catch (TransferException fault) when (fault.Reason is TransferFailure.Rejected)
        {
            _file.Forget();
            throw;
        }
        catch (OperationCanceledException) when (ticket is not null && options.OnCancellation == UploadCancellation.Abandon)
        {
            await TryAbandonAsync(ticket).ConfigureAwait(false);
            _file.Forget();
            throw;
        }
    }

    /// <summary>Goes on with the upload that a ticket is for, or declares a new one.</summary>
    private async Task<(UploadDocument Upload, UploadTicket Ticket)> BeginAsync(CancellationToken cancellationToken)
    {
        if (options.Ticket is { } given)
        {
            return IsForThis(given)
                ? (await _calls.StatusAsync(given, cancellationToken).ConfigureAwait(false), given)
                : throw new TransferException(TransferFailure.Changed, "The ticket is for another content.");
        }

        if (await _file.LoadAsync(cancellationToken).ConfigureAwait(false) is { } kept
            && await FindAsync(kept, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return (found, kept);
        }

        (UploadDocument offer, UploadTicket ticket) = await _calls.DeclareAsync(
            options.Endpoint,
            new DeclarationDocument(
                options.Name!, source.Length, options.ContentType, await ChecksumAsync(cancellationToken).ConfigureAwait(false)),
            source.Modified,
            cancellationToken).ConfigureAwait(false);
        try
        {
            await _file.KeepAsync(ticket, cancellationToken).ConfigureAwait(false);
        }
        catch (TransferException)
        {
            await TryAbandonAsync(ticket).ConfigureAwait(false);
            throw;
        }

        if (options.OnTicket is { } tell)
        {
            await tell(ticket, cancellationToken).ConfigureAwait(false);
        }

        return (offer, ticket);
    }

    /// <returns>The upload that a kept ticket is for; null if it is over, or was of another content.</returns>
    private async Task<UploadDocument?> FindAsync(UploadTicket kept, CancellationToken cancellationToken)
    {
        try
        {
            if (!context.IsOfApplication(kept.Url))
            {
                return null;
            }

            if (!IsForThis(kept))
            {
                await TryAbandonAsync(kept).ConfigureAwait(false);
                return null;
            }

            return await _calls.StatusAsync(kept, cancellationToken).ConfigureAwait(false) is { IsGivenUp: false } found ? found : null;
        }
        catch (TransferException fault) when (fault.Reason == TransferFailure.NotFound)
        {
            return null;
        }
    }

    private bool IsForThis(UploadTicket ticket) => ticket.Length == source.Length
        && (ticket.Modified is null || source.Modified is null || ticket.Modified == source.Modified);

    private async Task<PublishedUpload> SendAndCompleteAsync(UploadDocument upload, UploadTicket ticket, CancellationToken cancellationToken)
    {
        if (upload.IsGivenUp)
        {
            throw new TransferException(
                upload.State == "rejected" ? TransferFailure.Rejected : TransferFailure.Refused, $"The upload is {upload.State}: {upload.Reason}")
            {
                Detail = upload.Reason,
            };
        }

        if (upload.Length != source.Length)
        {
            throw new TransferException(TransferFailure.Changed, $"The upload is for {upload.Length} bytes, and the content has {source.Length}.");
        }

        PartPlan plan = new(upload);
        using AdaptiveLimit limit = new(ParallelismFor(plan), context.Time);
        PartKeys keys = new(_calls, ticket, source, plan, options.PartChecksums ? PartHash.CheapestOf(upload.Checksums ?? []) : null);
        PartSender sender = new(context, keys, limit, _meter);
        IReadOnlyList<int> missing = plan.MissingOf(upload.Received ?? [], _meter);
        bool isOpen = !upload.IsPublished && !upload.IsVerifying;
        for (int round = 1; ; round++)
        {
            if (isOpen)
            {
                await sender.SendAsync(missing, round == 1 ? upload.Requests : null, cancellationToken).ConfigureAwait(false);
            }

            if (source.HasChanged)
            {
                throw new TransferException(TransferFailure.Changed, "The file was written to while it was sent, so the upload was not completed.");
            }

            try
            {
                UploadDocument done = upload.IsPublished ? upload : await _calls.CompleteAsync(ticket, cancellationToken).ConfigureAwait(false);
                return new PublishedUpload(done.Id, done.Name, done.Length) { Reference = done.Reference, Enforced = keys.Enforced };
            }
            catch (TransferException fault) when (fault is { Reason: TransferFailure.Incomplete, Missing.Count: > 0 } && round < Rounds)
            {
                (missing, isOpen) = (fault.Missing, true);
            }
        }
    }

    private async Task<ChecksumDocument?> ChecksumAsync(CancellationToken cancellationToken)
    {
        if (!(options.DeclareChecksum ?? (source.IsSeekable && source.Length <= UsuallyDeclared)))
        {
            return null;
        }

        if (!source.IsSeekable)
        {
            throw new TransferException(TransferFailure.LocalContent, "The stream cannot be read twice, so no checksum of it can be declared.");
        }

        using ContentPart whole = await source.TakeAsync(0, source.Length, cancellationToken).ConfigureAwait(false);
        return await PartHash.ComputeAsync(PartHash.Sha256, whole, cancellationToken).ConfigureAwait(false);
    }

    private int ParallelismFor(PartPlan plan)
    {
        int most = Math.Min(options.MaximumParallelism ?? int.MaxValue, context.Options.MaximumParallelism);
        most = Math.Min(most, plan.Count);
        return source.IsBuffered ? (int)Math.Clamp(ClientContext.MostBuffered / Math.Max(1, plan.PartLength), 1, most) : most;
    }

    private async Task TryAbandonAsync(UploadTicket ticket)
    {
        using CancellationTokenSource limit = new(AbandonLimit, context.Time);
        try
        {
            await _calls.AbandonAsync(ticket, limit.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is TransferException or OperationCanceledException)
        {
            // The application abandons it by itself when it has had its time.
        }
    }
}
