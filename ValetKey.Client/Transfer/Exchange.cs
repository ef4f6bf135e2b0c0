namespace ValetKey.Client.Transfer;

/// <summary>A request to the store and what is done with its answer, in as many attempts as it takes.</summary>
internal abstract class Exchange
{
    /// <summary>The part or range that it is about.</summary>
    public int? PartNumber { get; init; }

    /// <summary>What went wrong on this side, if anything did. It is not tried again.</summary>
    public TransferException? LocalFault { get; protected set; }

    /// <summary>The request of the next attempt, and how old its key is.</summary>
    public abstract ValueTask<(StorageRequest Request, KeyAge Age)> NextAsync(CancellationToken cancellationToken);

    public virtual HttpContent? CreateContent(StallWatch watch) => null;

    /// <summary>Adds headers that no key needs.</summary>
    public virtual void Adorn(HttpRequestMessage request)
    {
    }

    /// <summary>Takes an answer that is no refusal.</summary>
    public virtual Task ReadAsync(HttpResponseMessage answer, StallWatch watch) => Task.CompletedTask;

    /// <summary>Hears of an answer that is a refusal, or of none.</summary>
    public virtual void Failed(HttpResponseMessage? answer)
    {
    }
}
