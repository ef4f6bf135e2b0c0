namespace ValetKey.Issuing;

/// <summary>One request on its way through the issuer. Every stage, the audit, the trace and the exception speak of the same attempt.</summary>
/// <remarks>A struct, since it must not cost an allocation per key.</remarks>
internal readonly struct IssueAttempt(Guid id, string issuerName, KeyRequest request, ValetKeyOptions options, DateTimeOffset at)
{
    /// <summary>Also the id of the key that comes of it.</summary>
    public Guid Id => id;

    public string IssuerName => issuerName;

    /// <summary>The request as it was asked.</summary>
    public KeyRequest Request => request;

    /// <summary>The options as they were at the beginning.</summary>
    public ValetKeyOptions Options => options;

    /// <summary>The beginning, by the application's own clock.</summary>
    public DateTimeOffset At => at;

    /// <summary>The time at the storage service.</summary>
    public DateTimeOffset Now { get; init; }
}
