namespace ValetKey.Client;

/// <summary>Why a transfer failed. The set is closed: a later version may say more of a reason, and adds none.</summary>
public enum TransferFailure
{
    /// <summary>The application or the store does not answer, or says that it cannot now, after all attempts. It may be tried again.</summary>
    Unavailable,

    /// <summary>The application does not know who asks, or does not allow it (401, 403).</summary>
    Denied,

    /// <summary>There is no such upload, object or key, or it is not for this user (404).</summary>
    NotFound,

    /// <summary>The application does not take the upload, or nothing more for it; <see cref="TransferException.Detail"/> says why.</summary>
    Refused,

    /// <summary>The upload arrived, was verified and was rejected; it has been deleted. <see cref="TransferException.Detail"/> says why.</summary>
    Rejected,

    /// <summary>Parts are missing at the store though they were sent, several times.</summary>
    Incomplete,

    /// <summary>The store refused a request whose key was fresh; <see cref="TransferException.ErrorCode"/> has its own word for it.</summary>
    StoreRefused,

    /// <summary>What is transferred is not what it was when the transfer began: the object at the store, or the local file.</summary>
    Changed,

    /// <summary>The local file or stream cannot be read or written as is needed.</summary>
    LocalContent,

    /// <summary>An answer is not what the contract says.</summary>
    InvalidAnswer,
}
