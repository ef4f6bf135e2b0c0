namespace ValetKey.Client.Transfer;

/// <summary>What is through of each part, in sum.</summary>
internal sealed class ProgressMeter(IProgress<TransferProgress>? progress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _parts = [];
    private long _sum;

    public long? Total { get; set; }

    public void Set(int part, long bytes)
    {
        if (progress is null)
        {
            return;
        }

        lock (_lock) // So that what is told last is what is true last.
        {
            _sum += bytes - _parts.GetValueOrDefault(part);
            _parts[part] = bytes;
            progress.Report(new TransferProgress(_sum, Total));
        }
    }
}
