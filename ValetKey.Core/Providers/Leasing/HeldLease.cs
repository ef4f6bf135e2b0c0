namespace ValetKey.Providers;

/// <summary>A lease that serves, and what it was asked for.</summary>
/// <param name="Lease">The lease.</param>
/// <param name="Need">The need that it was obtained for; the source may have given less.</param>
/// <param name="ObtainedAt">When it came, as a timestamp.</param>
/// <param name="RenewAt">When it is to be replaced.</param>
/// <param name="RenewFor">A need whose preferred end lies beyond this has it replaced too, since the next one may reach its end.</param>
internal sealed record HeldLease<TValue>(Lease<TValue> Lease, LeaseNeed Need, long ObtainedAt, DateTimeOffset RenewAt, DateTimeOffset RenewFor)
    where TValue : class
{
    public static HeldLease<TValue> Take(Lease<TValue> lease, in LeaseNeed need, long obtainedAt, LeaseCacheOptions options)
    {
        if (lease.ExpiresAt == DateTimeOffset.MaxValue)
        {
            DateTimeOffset refreshAt = options.RefreshInterval is { } interval ? need.Now + interval : DateTimeOffset.MaxValue;
            return new HeldLease<TValue>(lease, need, obtainedAt, refreshAt, DateTimeOffset.MaxValue);
        }

        TimeSpan share = (lease.ExpiresAt - need.Now) * options.RenewalShare;
        TimeSpan ahead = (share < options.LongestRenewalAhead ? share : options.LongestRenewalAhead) * (0.8 + (options.NextJitter() / 3));
        return options.RenewalShare == 0
            ? new HeldLease<TValue>(lease, need, obtainedAt, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue)
            : new HeldLease<TValue>(lease, need, obtainedAt, lease.ExpiresAt - ahead, lease.ExpiresAt - (ahead / 2));
    }

    /// <summary>Whether the lease does all that is wished for.</summary>
    public bool Covers(in LeaseNeed need) => IsInForce(need) && Lease.ExpiresAt >= need.PreferredEnd;

    /// <summary>Whether it will do where no better one can be had.</summary>
    public bool Meets(in LeaseNeed need) => IsInForce(need) && Lease.ExpiresAt >= need.MinimumEnd;

    /// <summary>Whether it is time for the next one: the end is near, or needs begin to reach it.</summary>
    public bool IsDue(in LeaseNeed need) => need.Now >= RenewAt || need.PreferredEnd > RenewFor;

    /// <summary>Whether the lease has ended by now; one that had when it came is no better when it comes again.</summary>
    public bool HasEndedSince(DateTimeOffset now) => Lease.ExpiresAt <= now && Lease.ExpiresAt > Need.Now;

    private bool IsInForce(in LeaseNeed need) => Lease.StartsAt <= need.LatestStart && Lease.ExpiresAt <= need.LatestEnd;
}
