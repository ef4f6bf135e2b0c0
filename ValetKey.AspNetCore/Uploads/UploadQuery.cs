namespace ValetKey.AspNetCore;

/// <summary>Which uploads of the ledger are wanted: those for which all holds that is set.</summary>
public sealed record UploadQuery
{
    /// <summary>The name under which the uploads were registered.</summary>
    /// <value>Default: null; any.</value>
    public string? Uploads { get; init; }

    /// <summary>The user; empty for anonymous ones.</summary>
    /// <value>Default: null; any.</value>
    public string? Subject { get; init; }

    /// <summary>How far they are.</summary>
    /// <value>Default: null; any.</value>
    public UploadState? State { get; init; }

    /// <summary>Uploads that were accepted before this one: the last of a page, to get the next.</summary>
    /// <value>Default: null; from the newest on.</value>
    public UploadRecord? After { get; init; }

    /// <summary>The most of them, 1 to 1,000.</summary>
    /// <value>Default: 100.</value>
    public int Limit { get; init; } = 100;
}
