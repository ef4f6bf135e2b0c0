namespace ValetKey.AspNetCore.Access;

/// <summary>Why a request is not answered as asked (RFC 9457).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">What programs tell it by; it never changes.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Detail">What it is about this time, for people.</param>
internal sealed record Problem(int Status, string Type, string Title, string Detail)
{
    /// <summary>How long to wait before asking again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The parts that are not there as they should be.</summary>
    public IReadOnlyList<int>? Missing { get; init; }
}
