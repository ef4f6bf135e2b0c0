using ValetKey.Providers;

namespace ValetKey;

/// <summary>How the application's clock is corrected to the storage service's. Read once, when the issuer is made.</summary>
public sealed class StorageClockOptions
{
    /// <summary>Whether measured differences are applied.</summary>
    /// <value>Default: true.</value>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// The largest difference that is corrected, 1 second to 1 hour. A clock that is further off is a fault to be mended: nothing is issued
    /// while the service, asked again at each try and at most every 10 seconds, says so.
    /// </summary>
    /// <value>Default: 15 minutes.</value>
    [TimeSpanRange("00:00:01", "01:00:00")]
    public TimeSpan MaximumCorrection { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The smallest difference that is corrected, 1 second to 1 minute. <c>Date</c> headers count whole seconds, so less than two is noise.
    /// </summary>
    /// <value>Default: 2 seconds.</value>
    [TimeSpanRange("00:00:01", "00:01:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often the service is asked for its time in the background, 1 minute to 1 day, a tenth more or less; for the first time when the issuer is
    /// made, which the first key waits for. For signers that can ask (<see cref="IServiceDateSource"/>). Off if null: then the service is asked when
    /// a doubt arises.
    /// </summary>
    /// <value>Default: null.</value>
    [TimeSpanRange("00:01:00", "1.00:00:00")]
    public TimeSpan? MeasureEvery { get; set; }
}
