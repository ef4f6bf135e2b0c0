using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ValetKey.Tests.Samples;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>An instance in a process of its own that is killed again and again, by itself and from outside, and comes back each time.</summary>
internal sealed class KilledInstance : IAsyncDisposable
{
    // By the time that it takes to start, so that a machine that is busy gives it as many chances.
    private const double LongestLife = 3;

    private readonly FaultSetup _setup;
    private readonly Random _random;
    private readonly CancellationTokenSource _ends = new();
    private readonly Task _living;
    private TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public KilledInstance(FaultSetup setup, int seed)
    {
        _setup = setup;
        _random = new Random(seed);
        _living = LiveAsync();
    }

    /// <summary>Where it is now, or as soon as it is back.</summary>
    public Task<Uri> Url => Volatile.Read(ref _url).Task;

    /// <summary>How often it died.</summary>
    public int Deaths { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        await _living;
        _ends.Dispose();
    }

    private async Task LiveAsync()
    {
        while (!_ends.IsCancellationRequested)
        {
            long begun = Stopwatch.GetTimestamp();
            using Process process = Process.Start(new ProcessStartInfo(
                ChildProcess.Dotnet,
                [typeof(Program).Assembly.Location, JsonSerializer.Serialize(_setup), _random.Next().ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string? url = await process.StandardOutput.ReadLineAsync();
            _url.TrySetResult(url is null ? throw new InvalidOperationException($"It did not start.\n{await errors}") : new Uri(url));
            TimeSpan life = Stopwatch.GetElapsedTime(begun) * (0.2 + (_random.NextDouble() * LongestLife));
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(life, _ends.Token));
            process.Kill();
            await process.WaitForExitAsync();
            Deaths++;
            Volatile.Write(ref _url, new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously));
        }
    }
}
