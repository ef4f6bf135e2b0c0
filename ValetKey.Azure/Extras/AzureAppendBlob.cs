namespace ValetKey.Azure;

/// <summary>
/// The upload makes an append blob, empty at first, to which keys with <see cref="Permissions.Append"/> then add; without it, a block blob. The body must be empty.
/// </summary>
public sealed record AzureAppendBlob : KeyExtra;
