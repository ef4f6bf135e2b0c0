namespace ValetKey.Client.Uploads;

/// <summary>The file that keeps the ticket of an upload as long as it is not over, if the caller wants one.</summary>
internal sealed class TicketFile(string? path)
{
    /// <returns>The ticket; null if there is none.</returns>
    /// <exception cref="TransferException">The file cannot be read.</exception>
    public async Task<UploadTicket?> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return path is null ? null : await UploadTicket.LoadAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            throw new TransferException(TransferFailure.LocalContent, "The ticket cannot be read.", fault);
        }
    }

    /// <exception cref="TransferException">The file cannot be written.</exception>
    public async Task KeepAsync(UploadTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await (path is null ? Task.CompletedTask : ticket.SaveAsync(path, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            throw new TransferException(TransferFailure.LocalContent, "The ticket cannot be kept, so nothing was sent.", fault);
        }
    }

    /// <summary>The upload is over.</summary>
    public void Forget()
    {
        try
        {
            if (path is not null)
            {
                File.Delete(path);
            }
        }
        catch (Exception fault) when (IsOfFiles(fault))
        {
            // The next upload finds that it is over.
        }
    }

    private static bool IsOfFiles(Exception fault) => fault is IOException or UnauthorizedAccessException;
}
