namespace ValetKey.AspNetCore;

/// <summary>What the application says to a declaration.</summary>
public sealed class UploadDecision
{
    private UploadDecision(UploadTarget? target, string? reason) => (Target, Reason) = (target, reason);

    internal UploadTarget? Target { get; }

    internal string? Reason { get; }

    /// <summary>The upload may come.</summary>
    /// <param name="target">Where it goes.</param>
    public static UploadDecision Accept(UploadTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return new UploadDecision(target, null);
    }

    /// <summary>The upload may come, and becomes this object.</summary>
    /// <param name="target">The object.</param>
    public static UploadDecision Accept(KeyScope target) => Accept(new UploadTarget(target));

    /// <summary>The upload may not come.</summary>
    /// <param name="reason">Why, for the client to read.</param>
    public static UploadDecision Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new UploadDecision(null, reason);
    }
}
