namespace ValetKey.Local;

/// <summary>The <c>reason</c> in the problem details (RFC 9457) of a refusal. Stable: programs may branch on them.</summary>
public static class LocalRefusalReasons
{
    /// <summary>The request bears no key. 403.</summary>
    public const string KeyMissing = "key-missing";

    /// <summary>The key is not written as this service writes keys. 403.</summary>
    public const string KeyMalformed = "key-malformed";

    /// <summary>The signature does not fit the URL, or its signing key is not accepted. 403.</summary>
    public const string SignatureMismatch = "signature-mismatch";

    /// <summary>The key has ended. 403.</summary>
    public const string KeyExpired = "key-expired";

    /// <summary>The key has not begun. 403.</summary>
    public const string KeyNotYetValid = "key-not-yet-valid";

    /// <summary>The key was for one use, and that was made. 403.</summary>
    public const string KeyUsed = "key-used";

    /// <summary>The key does not permit this method. 403.</summary>
    public const string PermissionMissing = "permission-missing";

    /// <summary>The name lies outside the key's scope. 403.</summary>
    public const string OutOfScope = "out-of-scope";

    /// <summary>The client connects from outside the key's network. 403.</summary>
    public const string NetworkNotAllowed = "network-not-allowed";

    /// <summary>The key demands https. 403.</summary>
    public const string HttpsRequired = "https-required";

    /// <summary>The upload's content type is not the key's. 403.</summary>
    public const string ContentTypeMismatch = "content-type-mismatch";

    /// <summary>The upload's length is not within the key's. 403.</summary>
    public const string LengthMismatch = "length-mismatch";

    /// <summary>The content does not have the key's checksum. 403.</summary>
    public const string ChecksumMismatch = "checksum-mismatch";

    /// <summary>The upload's metadata is not the key's. 403.</summary>
    public const string MetadataMismatch = "metadata-mismatch";

    /// <summary>The URL, a header or the form cannot be understood, or its path is not in canonical form. 400.</summary>
    public const string RequestMalformed = "request-malformed";

    /// <summary>The upload that a part is for was completed or aborted, or never begun. 404.</summary>
    public const string UploadNotFound = "upload-not-found";

    /// <summary>There is no such object. 404.</summary>
    public const string NotFound = "not-found";

    /// <summary>The key creates and never overwrites, and the object exists. 409.</summary>
    public const string ObjectExists = "object-exists";

    /// <summary>A precondition of the request does not hold. 412.</summary>
    public const string PreconditionFailed = "precondition-failed";

    /// <summary>Another process has held the store for too long; the same request may succeed later. 503.</summary>
    public const string Busy = "busy";

    /// <summary>
    /// The folder or the database of the store cannot be used: gone, read-only, not permitted or damaged. The same request may succeed once that is
    /// mended; nothing was changed. 503.
    /// </summary>
    public const string Unavailable = "unavailable";

    /// <summary>
    /// The disk is full, a disk quota of the system is used up, or less than <see cref="LocalLimitOptions.MinimumFreeSpace"/> would be left. What was
    /// stored stays. 507.
    /// </summary>
    public const string InsufficientStorage = "insufficient-storage";

    /// <summary>The message is larger than the service takes (<see cref="LocalQueueOptions.MaximumMessageBytes"/>). 413.</summary>
    public const string MessageTooLarge = "message-too-large";

    /// <summary>The queue has no such message: it was deleted, has expired, was moved to the poison queue, or never was. 404.</summary>
    public const string MessageNotFound = "message-not-found";

    /// <summary>The receipt is not the message's last, since somebody has received it again. Nothing was changed. 409.</summary>
    public const string ReceiptOvertaken = "receipt-overtaken";

    /// <summary>
    /// The object would be longer than the service allows (<see cref="LocalLimitOptions.MaximumObjectSize"/>), whatever the key says. 413.
    /// </summary>
    public const string ObjectTooLarge = "object-too-large";

    /// <summary>
    /// The container or the prefix would hold more than its quota (<see cref="LocalLimitOptions.Quotas"/>). What was stored stays. 507, as WebDAV has
    /// it (RFC 4331, 6).
    /// </summary>
    public const string QuotaExceeded = "quota-exceeded";

    /// <summary>This key or this client asks too much at once or too often; <c>Retry-After</c> says when to try again. 429.</summary>
    public const string TooManyRequests = "too-many-requests";

    /// <summary>The service as a whole has as much to do as it takes on; <c>Retry-After</c> says when to try again. 503.</summary>
    public const string Overloaded = "overloaded";

    /// <summary>The service does not have this method. 405.</summary>
    public const string MethodNotAllowed = "method-not-allowed";
}
