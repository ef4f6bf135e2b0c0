namespace ValetKey.Client;

/// <summary>An upload that was verified and published.</summary>
/// <param name="Id">The application's id of it.</param>
/// <param name="Name">What the file was called.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record PublishedUpload(string Id, string Name, long Length)
{
    /// <summary>What the application calls it; null if it says nothing.</summary>
    public string? Reference { get; init; }

    /// <summary>
    /// What the store enforced on every request that this call has sent, such as <c>exactLength</c> and <c>checksumCrc32C</c>. The rest the
    /// application has verified. Empty where nothing had to be sent.
    /// </summary>
    public IReadOnlyList<string> Enforced { get; init; } = [];
}
