using Microsoft.Extensions.Logging;

namespace ValetKey.Providers;

/// <summary>What operators are told of leases: never a key, which may name objects, nor a message that others wrote.</summary>
internal static partial class LeaseLog
{
    [LoggerMessage(EventId = 50, EventName = "LeaseObtained", Level = LogLevel.Debug,
        Message = "{Issuer}: {Lease} obtained, from {StartsAt:u} until {ExpiresAt:u}.")]
    public static partial void Obtained(ILogger logger, string issuer, string lease, DateTimeOffset startsAt, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 51, EventName = "LeaseRenewalFailed", Level = LogLevel.Warning,
        Message = "{Issuer}: {Lease} could not be renewed ({Fault}); what is held serves until {ExpiresAt:u}, "
            + "and the next attempt comes in {Pause} at the earliest.")]
    public static partial void RenewalFailed(ILogger logger, string issuer, string lease, string fault, DateTimeOffset expiresAt, TimeSpan pause);

    [LoggerMessage(EventId = 52, EventName = "LeaseUnavailable", Level = LogLevel.Error,
        Message = "{Issuer}: {Lease} could not be obtained ({Fault}), and none is held.")]
    public static partial void Unavailable(ILogger logger, string issuer, string lease, string fault);
}
