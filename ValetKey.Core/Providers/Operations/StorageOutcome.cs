namespace ValetKey.Providers;

/// <summary>What can become of an object that was to be made. But for the first, nothing was changed.</summary>
public enum StorageOutcome
{
    /// <summary>The object is there.</summary>
    Completed,

    /// <summary>Another object is there already, and was not to be replaced.</summary>
    ObjectExists,

    /// <summary>What it was to be made of is gone, or was never there.</summary>
    NotFound,

    /// <summary>What it was to be made of is not what it was.</summary>
    Changed,

    /// <summary>The container or the prefix would hold more than it may.</summary>
    QuotaExceeded,
}
