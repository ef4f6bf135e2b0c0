namespace ValetKey;

/// <summary>What one form lacks to express a request.</summary>
public sealed record FormShortfall
{
    /// <summary>The form.</summary>
    public required KeyForm Form { get; init; }

    /// <summary>The kind of resource, if the form cannot open it for any of the permissions; otherwise none.</summary>
    public ResourceKinds Resource { get; init; }

    /// <summary>The permissions it cannot give on this kind of resource.</summary>
    public Permissions Permissions { get; init; }

    /// <summary>Whether it gives one permission a key, and more were asked for.</summary>
    public bool OnePermissionOnly { get; init; }

    /// <summary>The constraints that the service would not enforce.</summary>
    public ConstraintKinds Constraints { get; init; }

    /// <summary>The longest span from issue to expiry the form can have, if more was asked for.</summary>
    public TimeSpan? MaximumLifetime { get; init; }

    /// <summary>The names of the extras it does not know.</summary>
    public IReadOnlyList<string> Extras { get; init; } = [];

    /// <summary>The setting that would make this form available, if that is all it lacks.</summary>
    public string? Requirement { get; init; }

    /// <summary>Whether the request demanded another form.</summary>
    public bool NotRequestedForm { get; init; }
}
