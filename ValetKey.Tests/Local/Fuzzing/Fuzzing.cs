using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>Runs something on many mutations, on all processors, and tells the input and the seed of the first that fails.</summary>
internal static class Fuzzing
{
    private const int LongFactor = 100;

    /// <param name="count">How many mutations in a usual run; a long one, of all tests ten million and more, takes a hundred times as many.</param>
    /// <param name="run">Draws so many, and tells each before it tries it.</param>
    public static async Task RunAsync(int count, Func<Random, int, Action<byte[]>, Task> run)
    {
        int seed = LongRun.Seed;
        int workers = Environment.ProcessorCount;
        int each = count * (LongRun.IsAsked ? LongFactor : 1) / workers;
        long started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, workers).Select(worker => Task.Run(async () =>
        {
            byte[] last = [];
            try
            {
                await run(new Random(unchecked(seed + (worker * 7919))), each, input => last = input);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Seed {seed}: {Convert.ToBase64String(last)}\n{fault.Message}", fault);
            }
        })));
        await TestContext.Progress.WriteLineAsync($"{each * workers:N0} executions in {TimeProvider.System.GetElapsedTime(started)}");
    }
}
