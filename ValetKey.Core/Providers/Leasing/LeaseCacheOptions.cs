using System.Security.Cryptography;

namespace ValetKey.Providers;

/// <summary>How a <see cref="LeaseCache{TKey, TValue}"/> keeps and renews.</summary>
public sealed class LeaseCacheOptions
{
    /// <summary>The name of the issuer, for the log and the metrics.</summary>
    public required string IssuerName { get; init; }

    /// <summary>What is leased, in a few words for the log and the metrics, such as <c>AWS credentials</c>. The same for all keys.</summary>
    public required string LeaseName { get; init; }

    /// <summary>How many are kept. Beyond it, one goes that has ended, or else one that was not asked for of late.</summary>
    /// <value>Default: 1,000.</value>
    public int Capacity { get; init; } = 1000;

    /// <summary>How long a call may take, the source's own retries included.</summary>
    /// <value>Default: 30 s.</value>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a caller waits for a better lease who could do with the held one.</summary>
    /// <value>Default: 3 s.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The part of its life that a lease has left when it is renewed ahead of its end, in the background. Varied by chance from four fifths of it to
    /// nine eighths, so that hosts that started together do not renew together.
    /// </summary>
    /// <value>Default: a third. At 0, nothing is renewed ahead.</value>
    public double RenewalShare { get; init; } = 1 / 3.0;

    /// <summary>The longest time before its end that a lease is renewed.</summary>
    /// <value>Default: no limit.</value>
    public TimeSpan LongestRenewalAhead { get; init; } = TimeSpan.MaxValue;

    /// <summary>How often a value without an end is read anew, so that a changed one is noticed.</summary>
    /// <value>Default: null, never.</value>
    public TimeSpan? RefreshInterval { get; init; }

    /// <summary>A source that gave less than it was asked for is not asked for the same more often than this.</summary>
    /// <value>Default: 1 min.</value>
    public TimeSpan RepeatInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The chance that spreads renewals and pauses: from 0 to below 1.</summary>
    /// <value>Default: null, by chance.</value>
    public Func<double>? Jitter { get; init; }

    internal double NextJitter() => Jitter?.Invoke() ?? (RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue);
}
