using Microsoft.Extensions.Logging;
using ValetKey.Local.Storage;

namespace ValetKey.Local.Limits;

/// <summary>Clears away in the background what is over and what was left behind.</summary>
internal sealed partial class Sweeper : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(2);

    // Looks at every file.
    private static readonly TimeSpan LeftoversEvery = TimeSpan.FromHours(1);

    private readonly Ages _ages;
    private readonly ObjectStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private Task _sweeping = Task.CompletedTask;
    private long _sweptLeftovers;

    public Sweeper(Ages ages, ObjectStore store, TimeProvider time, ILoggerFactory loggers)
    {
        _ages = ages;
        _store = store;
        _time = time;
        _sweptLeftovers = time.GetTimestamp(); // The store did when it was opened.
        _logger = loggers.CreateLogger<Sweeper>();
        _timer = time.CreateTimer(_ => Start(), null, Every, Every);
    }

    /// <summary>Waits for the sweep that is under way, since it uses the store.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _stopping.Cancel();
        Volatile.Read(ref _sweeping).GetAwaiter().GetResult();
        _stopping.Dispose();
    }

    private void Start()
    {
        if (Volatile.Read(ref _sweeping).IsCompleted)
        {
            Volatile.Write(ref _sweeping, SweepAsync(_stopping.Token));
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _ages.SweepAsync(cancellationToken).ConfigureAwait(false);
            if (_time.GetElapsedTime(_sweptLeftovers) >= LeftoversEvery)
            {
                await _store.SweepAsync(cancellationToken).ConfigureAwait(false);
                _sweptLeftovers = _time.GetTimestamp();
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The next sweep may do better; until then what is over is refused all the same.
            if (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(_logger, fault);
            }
        }
    }

    [LoggerMessage(EventId = 120, EventName = "SweepFailed", Level = LogLevel.Warning,
        Message = "What is over could not be cleared away; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
