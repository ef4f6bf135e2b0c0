namespace ValetKey.Providers;

/// <summary>What one form can express.</summary>
public sealed class FormCapability
{
    /// <summary>Parts the settings of a <see cref="Requirement"/>.</summary>
    internal const string And = " and ";

    private readonly PermissionRule[] _rules;

    /// <summary>Creates the capability.</summary>
    /// <param name="form">The form.</param>
    /// <param name="rules">Which permissions it gives on which kinds of resource, and what the service then enforces.</param>
    /// <exception cref="ArgumentException">There are no rules.</exception>
    public FormCapability(KeyForm form, params IReadOnlyList<PermissionRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentOutOfRangeException.ThrowIfZero(rules.Count, nameof(rules));
        Form = form;
        _rules = [.. rules];
        Rules = Array.AsReadOnly(_rules);
    }

    /// <summary>The form.</summary>
    public KeyForm Form { get; }

    /// <summary>What it gives. Several rules may speak of the same permission: their enforcement adds up.</summary>
    public IReadOnlyList<PermissionRule> Rules { get; }

    /// <summary>The same, for every key.</summary>
    internal ReadOnlySpan<PermissionRule> EachRule => _rules;

    /// <summary>Whether several permissions fit one key.</summary>
    /// <value>Default: false.</value>
    public bool CombinesPermissions { get; init; }

    /// <summary>The longest span from issue to expiry that the service takes.</summary>
    /// <value>Default: <see cref="TimeSpan.MaxValue"/>, no limit.</value>
    public TimeSpan MaximumLifetime { get; init; } = TimeSpan.MaxValue;

    /// <summary>The types of <see cref="KeyExtra"/> that it expresses.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Type> Extras { get; init; } = [];

    /// <summary>
    /// The setting that is missing for this form, such as <c>RoleArn</c>; several are parted by <c> and </c>. Such a form is never chosen, but a
    /// refusal that it would have prevented names the setting.
    /// </summary>
    /// <value>Default: null; the form is available.</value>
    public string? Requirement { get; init; }
}
