using ValetKey.Providers;

namespace ValetKey.Azure.Delegation;

/// <summary>The times that a key is asked for.</summary>
/// <remarks>
/// "Get User Delegation Key", Blob service REST API: start and expiry each lie within seven days of the present. Since no key is asked to start in
/// the future, one that spans seven days at most keeps both rules, on a clock that is a little ahead too.
/// </remarks>
/// <param name="StartsAt">The start, in whole seconds.</param>
/// <param name="ExpiresAt">The end, in whole seconds.</param>
internal readonly record struct DelegationKeySpan(DateTimeOffset StartsAt, DateTimeOffset ExpiresAt)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>
    /// How much earlier than the first need a key starts, so that the next need, whose clock may have been corrected meanwhile, is covered too.
    /// </summary>
    private static readonly TimeSpan StartSlack = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The span to ask for: wide enough for the need with something to spare, and as wide as the held key's where one key can be both, so that two
    /// kinds of needs do not drive out each other's keys.
    /// </summary>
    /// <param name="need">What a token needs.</param>
    /// <param name="now">The present.</param>
    /// <param name="lifetime">How long a key should live.</param>
    /// <param name="held">The request that a held key is to be replaced for; null where none is held.</param>
    public static DelegationKeySpan For(in LeaseNeed need, DateTimeOffset now, TimeSpan lifetime, LeaseRequest<string, DelegationKey>? held = null)
    {
        DateTimeOffset start = Later(Earlier(now, need.LatestStart) - StartSlack, now - Longest + StartSlack);
        DateTimeOffset end = Later(now + lifetime, need.PreferredEnd + (lifetime / 2));
        if (held is { Held: { } key, HeldFor: { } heldFor })
        {
            TimeSpan lookBack = heldFor.Now - key.StartsAt;
            DateTimeOffset shared = Earlier(start, now - lookBack);
            bool serves = shared + Longest >= Earlier(need.PreferredEnd, start + Longest);
            start = serves ? shared : start;
            end = Later(end, key.ExpiresAt);
        }

        return new DelegationKeySpan(WholeSeconds(start), WholeSeconds(Earlier(end, start + Longest)));
    }

    /// <summary>Whether a key of this span is of any use to <paramref name="need"/>.</summary>
    public bool Meets(in LeaseNeed need) => StartsAt <= need.LatestStart && ExpiresAt >= need.MinimumEnd;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset WholeSeconds(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
