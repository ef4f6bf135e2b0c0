namespace ValetKey.Local;

/// <summary>What can become of an upload in parts. But for the first, the upload is as it was.</summary>
public enum LocalPartsOutcome
{
    /// <summary>The object is there.</summary>
    Completed,

    /// <summary>An object is there already, and was not to be replaced.</summary>
    ObjectExists,

    /// <summary>This upload of this object was never begun, or is over.</summary>
    NoSuchUpload,

    /// <summary>The parts that were received are not those that were listed.</summary>
    PartsDiffer,

    /// <summary>The container or the prefix would hold more than its quota (<see cref="LocalLimitOptions.Quotas"/>).</summary>
    QuotaExceeded,
}
