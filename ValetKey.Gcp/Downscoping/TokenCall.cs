namespace ValetKey.Gcp.Downscoping;

/// <summary>The calls that lead to a downscoped token.</summary>
internal enum TokenCall
{
    /// <summary>A token of the service account, with a chosen life.</summary>
    Generate,

    /// <summary>Its exchange for one within a boundary.</summary>
    Exchange,
}
