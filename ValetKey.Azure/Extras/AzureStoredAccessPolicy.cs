namespace ValetKey.Azure;

/// <summary>
/// A stored access policy of the container or queue (<c>si</c>): when it is deleted or renamed, the key ends at once. Account keys only.
/// </summary>
/// <remarks>
/// The key states its own times and permissions, so the stored policy must leave start, expiry and permissions out; Azure refuses a key that repeats
/// what its policy says ("Define a stored access policy", Azure Storage REST API). A container holds five policies, and a new one may take 30 seconds
/// to work.
/// </remarks>
public sealed record AzureStoredAccessPolicy : KeyExtra
{
    /// <summary>Names a policy.</summary>
    /// <param name="id">The policy's id, up to 64 characters.</param>
    public AzureStoredAccessPolicy(string id) => Id = id;

    /// <summary>The policy's id, up to 64 characters.</summary>
    public string Id { get; init; }

    /// <inheritdoc/>
    protected override IEnumerable<(string Property, string? Text)> Texts => [(nameof(Id), Id)];

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) => Id.Length <= 64 ? null : "has an id of more than 64 characters";
}
