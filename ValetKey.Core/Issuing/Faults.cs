namespace ValetKey.Issuing;

/// <summary>Tells the caller's giving up from a time limit of somebody else's, which looks the same and is a failure.</summary>
internal static class Faults
{
    public static bool IsGivingUp(this Exception fault, CancellationToken cancellationToken) =>
        fault is OperationCanceledException && cancellationToken.IsCancellationRequested;

    public static bool IsTimeout(this Exception fault) => fault is OperationCanceledException or TimeoutException;
}
