namespace ValetKey.Providers;

/// <summary>What a caller needs of a lease. All times are the service's, as a grant has them.</summary>
public readonly record struct LeaseNeed
{
    /// <summary>The real time of the attempt: <see cref="KeyGrant.Now"/>, and not the start of a stable grant's window.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The earliest end that is of any use, such as <see cref="KeyGrant.MinimumExpiresAt"/>.</summary>
    public required DateTimeOffset MinimumEnd { get; init; }

    /// <summary>
    /// Until when a held lease has to live to be handed out without more ado. One that ends before, but not before <see cref="MinimumEnd"/>, is
    /// handed out only where no better one can be had.
    /// </summary>
    /// <value>Default: <see cref="MinimumEnd"/>.</value>
    public DateTimeOffset PreferredEnd { get => field == default ? MinimumEnd : field; init; }

    /// <summary>Until when a new lease should live, for the source to know.</summary>
    /// <value>Default: <see cref="PreferredEnd"/>.</value>
    public DateTimeOffset RequestedEnd { get => field == default ? PreferredEnd : field; init; }

    /// <summary>A held lease that ends later is not handed out, as where a client gets the credentials themselves.</summary>
    /// <value>Default: no limit.</value>
    public DateTimeOffset LatestEnd { get => field == default ? DateTimeOffset.MaxValue : field; init; }

    /// <summary>A held lease that starts later is not handed out.</summary>
    /// <value>Default: no limit.</value>
    public DateTimeOffset LatestStart { get => field == default ? DateTimeOffset.MaxValue : field; init; }

    /// <summary>What a key needs of credentials that it may not outlive, where a key that is cut to their end will do.</summary>
    /// <param name="grant">The grant.</param>
    public static LeaseNeed Of(KeyGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        return new LeaseNeed { Now = grant.Now, MinimumEnd = grant.MinimumExpiresAt };
    }

    /// <summary>Whether <paramref name="other"/> asks for no more than this, but for what passes within <paramref name="tolerance"/>.</summary>
    internal bool Encloses(in LeaseNeed other, TimeSpan tolerance) =>
        other.LatestStart >= LatestStart && other.RequestedEnd - RequestedEnd <= tolerance && other.LatestEnd >= LatestEnd;
}
