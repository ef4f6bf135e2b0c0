namespace ValetKey.Issuing;

/// <summary>What an exception of somebody else's means.</summary>
internal static class Faults
{
    /// <summary>Whether it is the caller's giving up; a time limit of somebody else's looks the same and is a failure.</summary>
    public static bool IsGivingUp(this Exception fault, CancellationToken cancellationToken) =>
        fault is OperationCanceledException && cancellationToken.IsCancellationRequested;

    /// <summary>A failure of a part of the application. Its own words stay inside, since they may hold a secret.</summary>
    public static ValetKeyException Failure(string message, Exception fault) => new(ValetKeyErrorReason.ProviderFailure, message, fault)
    {
        IsTransient = fault is OperationCanceledException or TimeoutException,
    };
}
