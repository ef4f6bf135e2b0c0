namespace ValetKey;

/// <summary>How much a key's times allow for clocks that differ between the application and the storage service.</summary>
public sealed record ClockSkewPolicy
{
    /// <summary>No allowance: a key starts at the reading of the clock and ends exactly after its lifetime.</summary>
    public static ClockSkewPolicy Strict { get; } = new() { StartBackdate = TimeSpan.Zero };

    /// <summary>How far in the past a key starts, so that a service whose clock runs behind takes it at once. 0 to 15 minutes.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan StartBackdate { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How much longer a key lives, so that it still serves where the service's clock runs ahead. 0 to 15 minutes.</summary>
    /// <value>Default: 0.</value>
    public TimeSpan ExpiryMargin { get; init; }
}
