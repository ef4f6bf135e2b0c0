namespace ValetKey.Client.Downloads;

/// <summary>The one content that all ranges of a download are of. The first answer says which, unless it is known from before.</summary>
internal sealed class AgreedContent(RemoteObject? known)
{
    private readonly TaskCompletionSource<RemoteObject> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is demanded; null as long as nothing is known.</summary>
    public RemoteObject? Known { get; private set; } = known;

    /// <summary>What the first answer has said.</summary>
    public Task<RemoteObject> Told => _told.Task;

    public bool Agrees(RemoteObject remote) => Known is null || (Known.IsSame(remote) && Known.HasRanges == remote.HasRanges);

    public void Tell(RemoteObject remote)
    {
        Known ??= remote;
        _told.TrySetResult(remote);
    }

    public static TransferException Changed() =>
        new(TransferFailure.Changed, "The object is not the one that the download began with.");
}
