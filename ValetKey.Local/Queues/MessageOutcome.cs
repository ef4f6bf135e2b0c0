namespace ValetKey.Local.Queues;

internal enum MessageOutcome
{
    Done,
    NotFound,
    ReceiptOvertaken,
    KeyAlreadyUsed,
}
