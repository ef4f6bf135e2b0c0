namespace ValetKey.Providers;

/// <summary>
/// A signer that can ask its service for the time. An <see cref="IKeySigner"/> that implements it lets its issuer's <see cref="StorageClock"/>
/// measure whenever a measurement is needed, and not only when the signer happens to call the service.
/// </summary>
/// <remarks>
/// A signer that only calls <see cref="StorageClock.Observe"/>, and keeps what it got from those calls for hours, cannot tell the clock for as long
/// that a bad <c>Date</c> has gone. Implement this interface where any host of the service can be reached; <see cref="ServiceDate.ReadAsync"/> does
/// the rest.
/// </remarks>
public interface IServiceDateSource
{
    /// <summary>Sends one cheap request, without credentials, to the service whose clock keys are checked by.</summary>
    /// <param name="cancellationToken">Ends the request: after 5 seconds, or when the clock is disposed.</param>
    /// <returns>
    /// The answer's <c>Date</c>, from the very host that was asked and never from one that it redirects to; null where the service cannot be asked.
    /// </returns>
    ValueTask<DateTimeOffset?> ReadServiceDateAsync(CancellationToken cancellationToken);
}
