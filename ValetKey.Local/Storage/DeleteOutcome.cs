namespace ValetKey.Local.Storage;

internal enum DeleteOutcome
{
    Deleted,
    NotFound,
    PreconditionFailed,
    KeyAlreadyUsed,
}
