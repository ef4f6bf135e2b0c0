namespace ValetKey.Local.Storage;

internal enum PutOutcome
{
    Created,
    Replaced,
    Appended,
    AlreadyExists,
    PreconditionFailed,
    KeyAlreadyUsed,
    TooLarge,
    TooSmall,
    DigestMismatch,

    /// <summary>The upload in parts was never begun, is another object's, or has been completed or aborted.</summary>
    NoSuchUpload,

    /// <summary>The parts that were received are not those that were listed, or what is moved is not what it was.</summary>
    Changed,

    /// <summary>What is to be moved is not there.</summary>
    NotFound,

    /// <summary>A quota of the container or the prefix does not allow it.</summary>
    QuotaExceeded,
}
