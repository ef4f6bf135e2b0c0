namespace ValetKey.Providers;

/// <summary>A request that was checked, with absolute times and a form: all that a signer needs to know.</summary>
public sealed class KeyGrant
{
    private readonly KeyTimes _times;

    private readonly UtcTime _now;
    private readonly UtcTime _minimum;

    /// <summary>The key's id, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>What the key is to open.</summary>
    public required KeyScope Scope { get; init; }

    /// <summary>What it is to permit; one permission, unless the form's capability combines them.</summary>
    public required Permissions Permissions { get; init; }

    /// <summary>The constraints, all of which the signer has declared for this form and these permissions.</summary>
    public KeyConstraints Constraints { get; init; } = KeyConstraints.None;

    /// <summary>The provider's extras, all of declared types.</summary>
    public IReadOnlyList<KeyExtra> Extras { get; init; } = [];

    /// <summary>The form to sign.</summary>
    public required KeyForm Form { get; init; }

    /// <summary>The one reading of the clock, in whole seconds, corrected to the service's; with a stable grant the start of its window.</summary>
    public required DateTimeOffset IssuedAt
    {
        get => _times.Issued;
        init => _times.Issued = value;
    }

    /// <summary>
    /// The real time of the attempt, by the same reading of the clock: what counts for the renewal of credentials. It stays out of the key, since a
    /// stable grant is given at many times.
    /// </summary>
    /// <value>Default: <see cref="IssuedAt"/>.</value>
    public DateTimeOffset Now
    {
        get => _now.Ticks == 0 ? _times.Issued : _now;
        init => _now = value;
    }

    /// <summary>When the key begins to open, in whole seconds: backdated against clock skew, or a demanded start in the future.</summary>
    public required DateTimeOffset NotBefore
    {
        get => _times.Start;
        init => _times.Start = value;
    }

    /// <summary>When the key ends, in whole seconds. A signer may only shorten it.</summary>
    public required DateTimeOffset ExpiresAt
    {
        get => _times.End;
        init => _times.End = value;
    }

    /// <summary>The earliest end that is still of use to the caller.</summary>
    public required DateTimeOffset MinimumExpiresAt
    {
        get => _minimum;
        init => _minimum = value;
    }

    /// <summary>What set <see cref="ExpiresAt"/>.</summary>
    public ExpiryLimit ExpiryLimit { get; init; }

    /// <summary>Whether equal requests must give the same key; the id then stays out of it.</summary>
    public bool IsStable { get; init; }

    /// <summary>When the key ends, and why: with the grant, or sooner with the credential that signs it, in whole seconds.</summary>
    /// <param name="credentialEnd">When the credential ends; null if it does not.</param>
    /// <returns>What the key's <see cref="IssuedKey.ExpiresAt"/> and <see cref="IssuedKey.ExpiryLimit"/> are to be.</returns>
    /// <exception cref="ValetKeyException">
    /// The credential ends before <see cref="MinimumExpiresAt"/>, or before the key begins: <see cref="ValetKeyErrorReason.CredentialsUnavailable"/>.
    /// </exception>
    public (DateTimeOffset ExpiresAt, ExpiryLimit Limit) EndingBy(DateTimeOffset? credentialEnd)
    {
        if (credentialEnd is not { UtcTicks: var ticks } || ticks >= _times.End.Ticks)
        {
            return (ExpiresAt, ExpiryLimit);
        }

        DateTimeOffset end = new(ticks - (ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return end.UtcTicks >= _minimum.Ticks && end.UtcTicks > _times.Start.Ticks ? (end, ExpiryLimit.Credential) : throw EndsTooSoon(end);
    }

    internal KeyTimes Times => _times;

    internal UtcTime Minimum => _minimum;

    internal ValetKeyException EndsTooSoon(DateTimeOffset end) => new(
        ValetKeyErrorReason.CredentialsUnavailable,
        $"The credential behind the key ends at {end:u}; the request needs a key until {MinimumExpiresAt:u} at least.");
}
