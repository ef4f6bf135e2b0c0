namespace ValetKey.Providers;

/// <summary>What a signer and the service behind it can express, as data. What is not declared here is refused.</summary>
public sealed class SignerCapabilities
{
    private readonly FormCapability[] _forms;

    /// <summary>Creates the capabilities.</summary>
    /// <param name="forms">The forms in order of preference, narrowest first: the first that can express a whole request is taken.</param>
    /// <exception cref="ArgumentException">No form is available without a further setting.</exception>
    public SignerCapabilities(params IReadOnlyList<FormCapability> forms)
    {
        ArgumentNullException.ThrowIfNull(forms);
        if (!forms.Any(form => form.Requirement is null))
        {
            throw new ArgumentException("A signer has at least one form that needs nothing more.", nameof(forms));
        }

        _forms = [.. forms];
        Forms = Array.AsReadOnly(_forms);
    }

    /// <summary>The forms in order of preference, narrowest first.</summary>
    public IReadOnlyList<FormCapability> Forms { get; }

    /// <summary>The same, for every key.</summary>
    internal ReadOnlySpan<FormCapability> EachForm => _forms;
}
