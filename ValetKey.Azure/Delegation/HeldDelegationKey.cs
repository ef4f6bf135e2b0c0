namespace ValetKey.Azure.Delegation;

/// <summary>A key that serves, and what it was asked for.</summary>
/// <param name="Key">The key.</param>
/// <param name="Asked">The times last asked for; the service may have given less.</param>
/// <param name="RefreshAhead">How long before its end the key is to be replaced.</param>
internal sealed record HeldDelegationKey(DelegationKey Key, DelegationKeySpan Asked, TimeSpan RefreshAhead)
{
    /// <summary>A service that gives less than it was asked for is not asked for the same more often than this.</summary>
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMinutes(1);

    private DelegationKeyFacts Facts => Key.Facts;

    /// <summary>
    /// Takes a key into service: it is to be replaced when about a third of its life is left. Hosts that started together spread their calls over a third
    /// of that time.
    /// </summary>
    public static HeldDelegationKey Take(DelegationKey key, DelegationKeySpan asked, TimeSpan lifetime, double jitter)
    {
        TimeSpan life = key.Facts.ExpiresAt - asked.AskedAt;
        return new HeldDelegationKey(key, asked, (life < lifetime ? life : lifetime) / 3 * (0.8 + (jitter / 3)));
    }

    /// <summary>Whether the key is in force over the whole of the token's life.</summary>
    public bool Covers(in DelegationNeed need) => Facts.StartsAt <= need.StartsAt && Facts.ExpiresAt >= need.ExpiresAt;

    /// <summary>Whether the key is of use to a token that is cut to the key's end.</summary>
    public bool Meets(in DelegationNeed need) => Facts.StartsAt <= need.StartsAt && Facts.ExpiresAt >= need.MinimumExpiresAt;

    /// <summary>Whether it is time for the next one: the end is near, or tokens begin to reach it.</summary>
    public bool IsDue(in DelegationNeed need, DateTimeOffset now) =>
        now >= Facts.ExpiresAt - RefreshAhead || need.ExpiresAt > Facts.ExpiresAt - (RefreshAhead / 2);

    /// <summary>Whether a call for <paramref name="span"/> may bring more than the last one did.</summary>
    public bool IsWorthAsking(in DelegationKeySpan span) =>
        (span.AskedAt - Asked.AskedAt).Duration() >= AskAgainAfter
        || span.StartsAt < Asked.StartsAt
        || span.ExpiresAt > Asked.ExpiresAt + AskAgainAfter;

    /// <summary>Whether this key does all that <paramref name="other"/> could, and longer.</summary>
    public bool Outdoes(DelegationKey other) => Facts.StartsAt <= other.Facts.StartsAt && Facts.ExpiresAt > other.Facts.ExpiresAt;
}
