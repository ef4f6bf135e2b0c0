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
}
