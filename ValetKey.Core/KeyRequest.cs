namespace ValetKey;

/// <summary>What a caller asks for. Checked, narrowed by policies and given absolute times, it becomes a key.</summary>
public sealed record KeyRequest
{
    /// <summary>Asks for a key.</summary>
    /// <param name="scope">What the key is to open.</param>
    /// <param name="permissions">What may be done there.</param>
    public KeyRequest(KeyScope scope, Permissions permissions)
    {
        Scope = scope;
        Permissions = permissions;
    }

    /// <summary>What the key is to open.</summary>
    public KeyScope Scope { get; init; }

    /// <summary>What may be done there.</summary>
    public Permissions Permissions { get; init; }

    /// <summary>
    /// How long the key is to live, from now or from <see cref="KeyConstraints.NotBefore"/>: 1 second up to
    /// <see cref="ValetKeyOptions.MaximumLifetime"/>, in whole seconds (a fraction is cut). Longer is refused, not shortened.
    /// </summary>
    /// <value>Default: <see cref="ValetKeyOptions.DefaultLifetime"/>.</value>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>
    /// The shortest life that is of use. Where the credential behind a key ends sooner the provider renews it first, or the
    /// request is refused. Zero up to the lifetime.
    /// </summary>
    /// <value>Default: none; the key may end with its credential.</value>
    public TimeSpan? MinimumLifetime { get; init; }

    /// <summary>Further limits.</summary>
    /// <value>Default: <see cref="KeyConstraints.None"/>.</value>
    public KeyConstraints Constraints { get; init; } = KeyConstraints.None;

    /// <summary>The form the key must have.</summary>
    /// <value>Default: none; the issuer takes the narrowest that can express the whole request.</value>
    public KeyForm? Form { get; init; }

    /// <summary>
    /// On whose behalf the key is asked for. Seen by policies and the audit; never in the key in clear. No control characters or line separators.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>
    /// Rounds the key's times down to multiples of this, so that equal requests within the window give the same URL and caches can
    /// keep what they fetched. Whole seconds, below the lifetime: a key may end up to this much before its lifetime is over, never after.
    /// </summary>
    /// <value>Default: none; every key is new.</value>
    public TimeSpan? StableFor { get; init; }

    /// <summary>Demands that only some providers know.</summary>
    public IReadOnlyList<KeyExtra> Extras { get; init; } = [];
}
