namespace ValetKey.Azure.Delegation;

/// <summary>Why there is no key to sign with. What others wrote stays inside: it is not ours to vouch for.</summary>
internal static class DelegationKeyFaults
{
    /// <summary>For one of several that wait for the same call: each gets an exception of its own.</summary>
    public static ValetKeyException Of(Exception fault, string issuerName) => fault switch
    {
        ValetKeyException known => new ValetKeyException(known.Reason, known.Message, known.InnerException) { IsTransient = known.IsTransient },
        TimeoutException => Unavailable(
            $"'{issuerName}' has no user delegation key to sign with: the call for one took longer than {DelegationKeyCalls.Limit:c}.", fault, isTransient: true),
        _ => Unavailable(
            $"'{issuerName}' has no user delegation key to sign with, and could not get one ({fault.GetType().Name}). See that the application has an identity that "
            + "Microsoft Entra ID knows, and that the storage service can be reached.",
            fault,
            isTransient: true),
    };

    public static ValetKeyException OutOfReach(string issuerName, in DelegationNeed need, in DelegationKeySpan span) => Unavailable(
        $"'{issuerName}' can have no user delegation key from {need.StartsAt:u} until {need.MinimumExpiresAt:u} at least, as the request needs: a key lives "
        + $"for {DelegationKeySpan.Longest.Days} days at most, this one from {span.StartsAt:u} until {span.ExpiresAt:u}.");

    public static ValetKeyException TooNarrow(string issuerName, in DelegationNeed need, DelegationKey key) => Unavailable(
        $"The service gave '{issuerName}' a user delegation key from {key.Facts.StartsAt:u} until {key.Facts.ExpiresAt:u}; the request needs one from "
        + $"{need.StartsAt:u} until {need.MinimumExpiresAt:u} at least.");

    /// <summary>The kind of the fault, for the log.</summary>
    public static string KindOf(Exception fault) => (fault is ValetKeyException { InnerException: { } inner } ? inner : fault).GetType().Name;

    private static ValetKeyException Unavailable(string message, Exception? inner = null, bool isTransient = false) =>
        new(ValetKeyErrorReason.CredentialsUnavailable, message, inner) { IsTransient = isTransient };
}
