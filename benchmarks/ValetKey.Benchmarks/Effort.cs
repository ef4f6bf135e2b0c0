namespace ValetKey.Benchmarks;

/// <summary>How long everything is measured.</summary>
/// <param name="Rounds">How often subject and reference are measured in turn.</param>
/// <param name="WarmUpRounds">How many rounds of 1,000 come before, at least.</param>
/// <param name="WarmUpTime">How long they last, at least.</param>
/// <param name="Starts">How often each program is started.</param>
internal sealed record Effort(int Rounds, int WarmUpRounds, TimeSpan WarmUpTime, int Starts)
{
    /// <summary>What the document is written from.</summary>
    public static Effort Full { get; } = new(Rounds: 61, WarmUpRounds: 30, WarmUpTime: TimeSpan.FromSeconds(2), Starts: 31);

    /// <summary>To see that a mode works. Its figures mean little.</summary>
    public static Effort Short { get; } = new(Rounds: 5, WarmUpRounds: 2, WarmUpTime: TimeSpan.FromMilliseconds(200), Starts: 3);
}
