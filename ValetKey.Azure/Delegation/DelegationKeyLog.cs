using Microsoft.Extensions.Logging;

namespace ValetKey.Azure.Delegation;

/// <summary>What operators are told of user delegation keys. The tenant is that of delegated users, or null.</summary>
internal static partial class DelegationKeyLog
{
    [LoggerMessage(EventId = 300, EventName = "DelegationKeyObtained", Level = LogLevel.Information,
        Message = "{Issuer}: a new user delegation key (delegated users' tenant: {Tenant}) serves from {StartsAt} until {ExpiresAt}.")]
    public static partial void Obtained(ILogger logger, string issuer, string? tenant, DateTimeOffset startsAt, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 301, EventName = "DelegationKeyRefreshFailed", Level = LogLevel.Warning,
        Message = "{Issuer}: the user delegation key (delegated users' tenant: {Tenant}) could not be replaced ({Fault}); the held one serves until {ExpiresAt}, and the next attempt comes in {Pause}.")]
    public static partial void RefreshFailed(ILogger logger, string issuer, string? tenant, string fault, DateTimeOffset expiresAt, TimeSpan pause);

    [LoggerMessage(EventId = 302, EventName = "DelegationKeyUnavailable", Level = LogLevel.Error,
        Message = "{Issuer}: there is no user delegation key (delegated users' tenant: {Tenant}), and none could be had ({Fault}).")]
    public static partial void NoneHad(ILogger logger, string issuer, string? tenant, string fault);
}
