namespace ValetKey.Testing;

/// <summary>One case of the suite: something that must hold, with a name that says what.</summary>
public sealed class ConformanceCase
{
    private readonly Lazy<Task> _once;
    private CancellationToken _cancellation;

    internal ConformanceCase(ConformanceRun run, string name, Func<ConformanceRun, CancellationToken, Task> body)
    {
        Name = name;

        // On the pool's threads, where there is no context that awaiting could go back to.
        _once = new Lazy<Task>(() => Task.Run(() => RunOnceAsync(run, body, _cancellation), _cancellation));
    }

    /// <summary>What must hold, such as <c>SignedUrl, Read on Object: altered anywhere it opens nothing</c>. Unique within a harness.</summary>
    public string Name { get; }

    /// <summary>Tries it. Cases may run in any order; each has objects of its own. Run again, it tells the same.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ConformanceException">It does not hold.</exception>
    public Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (!_once.IsValueCreated)
        {
            _cancellation = cancellationToken;
        }

        return _once.Value;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static async Task RunOnceAsync(
        ConformanceRun run, Func<ConformanceRun, CancellationToken, Task> body, CancellationToken cancellationToken)
    {
        bool passed = false;
        try
        {
            await run.StartAsync(cancellationToken);
            await body(run, cancellationToken);
            passed = true;
        }
        finally
        {
            run.Report.RecordCase(passed);
        }
    }
}
