namespace ValetKey;

/// <summary>Why no key was issued.</summary>
/// <remarks>
/// The set is open: a later version may add reasons, and each stays what it is. So branch on those you know and give the rest a default, best that of
/// <see cref="ProviderFailure"/>; <see cref="ValetKeyException.IsTransient"/> and <see cref="ValetKeyException.RetryAfter"/> say for every reason
/// whether and when to try again.
/// </remarks>
public enum ValetKeyErrorReason
{
    /// <summary>The request contradicts itself or is out of range; the caller must change it.</summary>
    InvalidRequest,

    /// <summary>The options or a policy do not allow it.</summary>
    Denied,

    /// <summary>The provider cannot express the request in any form, so nothing was issued rather than something wider.</summary>
    Unsupported,

    /// <summary>No credential to sign with could be had, or none that lives long enough.</summary>
    CredentialsUnavailable,

    /// <summary>The provider, a policy, an audit sink, the clock or the issuer itself failed.</summary>
    ProviderFailure,

    /// <summary>As much as is allowed for now was asked already: of the application, or by the application of a service that it signs with.</summary>
    QuotaExhausted,
}
