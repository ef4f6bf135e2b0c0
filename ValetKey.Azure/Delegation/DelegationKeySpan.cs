namespace ValetKey.Azure.Delegation;

/// <summary>The times that a key is asked for.</summary>
/// <remarks>
/// "Get User Delegation Key", Blob service REST API: start and expiry each lie within seven days of the present. Since no key is asked to start in the
/// future, one that spans seven days at most keeps both rules, on a clock that is a little ahead too.
/// </remarks>
/// <param name="AskedAt">The present.</param>
/// <param name="StartsAt">The start, in whole seconds.</param>
/// <param name="ExpiresAt">The end, in whole seconds.</param>
internal readonly record struct DelegationKeySpan(DateTimeOffset AskedAt, DateTimeOffset StartsAt, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>How much earlier than the first need a key starts, so that the next need, whose clock may have been corrected meanwhile, is covered too.</summary>
    public static readonly TimeSpan StartSlack = TimeSpan.FromMinutes(15);

    /// <summary>How far before the present the key starts.</summary>
    public TimeSpan LookBack => AskedAt - StartsAt;

    /// <summary>
    /// The span to ask for: wide enough for the need with something to spare, and as wide as the held key's where one key can be both, so that two kinds of
    /// needs do not drive out each other's keys.
    /// </summary>
    public static DelegationKeySpan For(in DelegationNeed need, DateTimeOffset now, TimeSpan lifetime, HeldDelegationKey? held)
    {
        DateTimeOffset start = Later(Earlier(now, need.StartsAt) - StartSlack, now - Longest + StartSlack);
        DateTimeOffset end = Later(now + lifetime, need.ExpiresAt + (lifetime / 2));
        if (held is not null)
        {
            DateTimeOffset shared = Earlier(start, now - held.Asked.LookBack);
            bool serves = shared + Longest >= Earlier(need.ExpiresAt, start + Longest);
            start = serves ? shared : start;
            end = Later(end, held.Key.Facts.ExpiresAt);
        }

        return new DelegationKeySpan(now, WholeSeconds(start), WholeSeconds(Earlier(end, start + Longest)));
    }

    /// <summary>Whether a key of this span is of any use to <paramref name="need"/>.</summary>
    public bool Meets(in DelegationNeed need) => StartsAt <= need.StartsAt && ExpiresAt >= need.MinimumExpiresAt;

    public bool Encloses(in DelegationKeySpan other) => StartsAt <= other.StartsAt && ExpiresAt >= other.ExpiresAt;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
