using Microsoft.Extensions.Options;
using ValetKey.Internal;
using ValetKey.Providers;

namespace ValetKey;

/// <summary>What an issuer may hand out. Options bear the issuer's name; <c>AddValetKey(configure)</c> speaks of all issuers.</summary>
public sealed class ValetKeyOptions
{
    /// <summary>The lifetime of a key whose request names none: 1 second up to <see cref="MaximumLifetime"/>.</summary>
    /// <value>Default: 15 minutes.</value>
    [TimeSpanRange("00:00:01", "365.00:00:00")]
    public TimeSpan DefaultLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The longest time from issue to expiry, 1 second to 365 days. Longer requests are refused, not shortened.</summary>
    /// <value>Default: 1 hour.</value>
    [TimeSpanRange("00:00:01", "365.00:00:00")]
    public TimeSpan MaximumLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The permissions that may be asked for.</summary>
    /// <value>Default: every one.</value>
    public Permissions AllowedPermissions { get; set; } = PermissionSets.Every;

    /// <summary>The scopes that keys must lie within. Empty means any.</summary>
    /// <value>Default: empty.</value>
    public IList<KeyScope> AllowedScopes { get; } = [];

    /// <summary>Whether keys with an <c>http</c> URL are refused, but for loopback addresses.</summary>
    /// <value>Default: true.</value>
    public bool RequireHttps { get; set; } = true;

    /// <summary>Allowance for differing clocks.</summary>
    /// <value>Default: starts 5 minutes early, no longer life.</value>
    public ClockSkewPolicy ClockSkew { get; set; } = new();

    /// <summary>Correction of the application's clock to the service's.</summary>
    /// <value>Default: on, up to 15 minutes.</value>
    [ValidateObjectMembers]
    public StorageClockOptions StorageClock { get; } = new();

    /// <summary>What happens when an <see cref="IKeyAuditSink"/> fails.</summary>
    /// <value>Default: <see cref="AuditFailureBehavior.Refuse"/>.</value>
    public AuditFailureBehavior AuditFailure { get; set; }
}
