using System.Net;

namespace ValetKey.Client;

/// <summary>A transfer failed. Callers branch on <see cref="Reason"/>.</summary>
/// <remarks>
/// It says which request failed and what was answered, and never holds a key, a ticket or another secret: neither in its message nor in its cause.
/// </remarks>
public sealed class TransferException : Exception
{
    internal TransferException(TransferFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why it failed.</summary>
    public TransferFailure Reason { get; }

    /// <summary>The request that failed; null where it was none.</summary>
    public TransferRequest? Request { get; init; }

    /// <summary>What it was answered with; null where no answer came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The type of the application's problem (RFC 9457), such as <c>urn:valetkey:problem:too-large</c>; null where it gave none.</summary>
    public string? ProblemType { get; init; }

    /// <summary>What the application says of it, for people; null where it says nothing.</summary>
    public string? Detail { get; init; }

    /// <summary>The store's own word, such as <c>SlowDown</c>; null where it gave none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Whether the same may succeed later. An upload whose ticket is kept then goes on where it broke off.</summary>
    public bool IsTransient => Reason is TransferFailure.Unavailable or TransferFailure.Incomplete;

    /// <summary>The numbers of the parts that the application misses.</summary>
    internal IReadOnlyList<int> Missing { get; init; } = [];
}
