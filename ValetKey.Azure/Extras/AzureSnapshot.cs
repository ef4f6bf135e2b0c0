namespace ValetKey.Azure;

/// <summary>
/// Says that the scope's <see cref="KeyScope.VersionId"/> names a snapshot; without it, it names a version. Both are times as Azure writes them.
/// </summary>
public sealed record AzureSnapshot : KeyExtra
{
    /// <inheritdoc/>
    protected override string? FindFault(KeyRequest request) =>
        request.Scope.Kind == ResourceKinds.ObjectVersion ? null : "needs a scope with a version id";
}
