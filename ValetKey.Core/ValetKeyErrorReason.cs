namespace ValetKey;

/// <summary>Why no key was issued. The set is closed: new faults find their place among these.</summary>
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

    /// <summary>The provider, a policy, an audit sink or the clock failed.</summary>
    ProviderFailure,
}
