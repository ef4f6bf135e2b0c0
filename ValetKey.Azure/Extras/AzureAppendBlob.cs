namespace ValetKey.Azure;

/// <summary>
/// The upload makes an append blob, empty at first, to which keys with <see cref="Permissions.Append"/> then add; without it, a block blob. The body
/// must be empty.
/// </summary>
public sealed record AzureAppendBlob : KeyExtra
{
    /// <inheritdoc/>
    protected override Permissions UsedBy => Permissions.Create | Permissions.Write;

    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) =>
        request.Constraints is { ContentLength: null, Checksum: null } ? null : "needs an empty body, so no length or checksum";
}
