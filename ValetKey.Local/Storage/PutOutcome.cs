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

    /// <summary>The parts that were received are not those that were listed.</summary>
    PartsDiffer,
}
