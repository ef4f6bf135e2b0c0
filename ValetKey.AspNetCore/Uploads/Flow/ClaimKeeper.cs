namespace ValetKey.AspNetCore.Flow;

/// <summary>Keeps the claim on an upload while somebody works on it, and says when it is lost.</summary>
internal sealed class ClaimKeeper : IAsyncDisposable
{
    /// <summary>How long a claim outlives the process that had it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(30);

    private readonly UploadSite _site;
    private readonly string _id;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _left;
    private readonly CancellationTokenSource _done = new();
    private readonly Task _keeping;
    private bool _publishes;

    public ClaimKeeper(UploadSite site, string id, string claim, CancellationToken cancellationToken)
    {
        (_site, _id, Claim) = (site, id, claim);
        _left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lost.Token);
        _keeping = KeepAsync();
    }

    public string Claim { get; }

    public bool IsLost => _lost.IsCancellationRequested;

    /// <summary>
    /// Cancelled when another may have the upload, and as long as nothing is published also when who asked has left. A publishing that was left alone
    /// might come about after somebody else has given the upload up.
    /// </summary>
    public CancellationToken Token => _publishes ? _lost.Token : _left.Token;

    /// <summary>Keeps it now, and notes that what follows may publish.</summary>
    /// <exception cref="OperationCanceledException">It is another's.</exception>
    public async Task BeginPublishingAsync()
    {
        await OrLoseAsync(_site.Ledger.TryKeepAsync(_id, Claim, _site.Now + Length, publishes: true, Token)).ConfigureAwait(false);
        _publishes = true;
    }

    /// <summary>Keeps it now, and notes why it is rejected: what is deleted then cannot be judged again.</summary>
    /// <exception cref="OperationCanceledException">It is another's.</exception>
    public Task BeginRejectingAsync(string reason) =>
        OrLoseAsync(_site.Ledger.TryKeepAsync(_id, Claim, _site.Now + Length, publishes: false, Token, reason));

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _done.Dispose();
        _left.Dispose();
        _lost.Dispose();
    }

    private async Task OrLoseAsync(Task<bool> keeping)
    {
        if (!await keeping.ConfigureAwait(false))
        {
            await _lost.CancelAsync().ConfigureAwait(false);
            Token.ThrowIfCancellationRequested();
        }
    }

    private async Task KeepAsync()
    {
        using PeriodicTimer timer = new(Length / 3, _site.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_done.Token).ConfigureAwait(false))
            {
                if (!await _site.Ledger.TryKeepAsync(_id, Claim, _site.Now + Length, publishes: false, _done.Token).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (_done.IsCancellationRequested)
        {
            return;
        }
        catch (Exception)
        {
            // The ledger cannot be reached, so the claim runs out.
        }

        await _lost.CancelAsync().ConfigureAwait(false);
    }
}
