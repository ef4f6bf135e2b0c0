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

    // It may be killed in the first step that it takes, before it has said where it is.
    private const int Killed = 128 + 9;

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
            if (url is null)
            {
                await process.WaitForExitAsync();
                if (process.ExitCode != Killed)
                {
                    _url.SetException(new InvalidOperationException($"It did not start.\n{await errors}")); // All who wait for it hear of it.
                    return;
                }
            }
            else
            {
                _url.SetResult(new Uri(url));
                TimeSpan life = Stopwatch.GetElapsedTime(begun) * (0.2 + (_random.NextDouble() * LongestLife));
                await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(life, _ends.Token));
                process.Kill();
                await process.WaitForExitAsync();
                Volatile.Write(ref _url, new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            Deaths++;
        }
    }
}
