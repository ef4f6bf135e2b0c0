namespace ValetKey.AspNetCore;

/// <summary>What the application says to the content of an upload.</summary>
public sealed class UploadVerdict
{
    private UploadVerdict(string? reason) => Reason = reason;

    /// <summary>The content is published.</summary>
    public static UploadVerdict Accept { get; } = new(null);

    internal string? Reason { get; }

    /// <summary>The content is deleted.</summary>
    /// <param name="reason">Why, for the client to read.</param>
    public static UploadVerdict Reject(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return new UploadVerdict(reason);
    }
}
