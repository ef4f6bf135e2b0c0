namespace ValetKey.Internal;

/// <summary>Whether one request opens no more than another, and if it does open more, where.</summary>
internal static class Narrowing
{
    /// <summary>The first field in which <paramref name="narrowed"/> is wider than <paramref name="original"/>, or null.</summary>
    public static string? FirstWidening(KeyRequest original, KeyRequest narrowed, TimeSpan defaultLifetime, DateTimeOffset now) => narrowed switch
    {
        _ when ReferenceEquals(original, narrowed) => null,
        _ when !original.Scope.Covers(narrowed.Scope) => nameof(KeyRequest.Scope),
        _ when (narrowed.Permissions & ~original.Permissions.WithImplied()) != 0 => nameof(KeyRequest.Permissions),
        _ when (narrowed.Lifetime ?? defaultLifetime) > (original.Lifetime ?? defaultLifetime) => nameof(KeyRequest.Lifetime),
        _ when SpanOf(narrowed, defaultLifetime, now) > SpanOf(original, defaultLifetime, now) => $"{nameof(KeyRequest.Constraints)}.{nameof(KeyConstraints.NotBefore)}",
        _ when (narrowed.MinimumLifetime ?? TimeSpan.Zero) != (original.MinimumLifetime ?? TimeSpan.Zero) => nameof(KeyRequest.MinimumLifetime),
        _ when original.Form is not null && narrowed.Form != original.Form => nameof(KeyRequest.Form),
        _ when narrowed.Subject != original.Subject => nameof(KeyRequest.Subject),
        _ when narrowed.StableFor != original.StableFor => nameof(KeyRequest.StableFor),
        _ when !original.Extras.SequenceEqual(narrowed.Extras) => nameof(KeyRequest.Extras),
        _ => FirstWidening(original.Constraints, narrowed.Constraints, ConstraintRules.KindsUsedBy(narrowed.Permissions)) is { } field ? $"{nameof(KeyRequest.Constraints)}.{field}" : null,
    };

    /// <summary>From now to the end. A span, since a start at the end of time has no time after it.</summary>
    private static TimeSpan SpanOf(KeyRequest request, TimeSpan defaultLifetime, DateTimeOffset now) =>
        (request.Constraints.NotBefore ?? now) - now + (request.Lifetime ?? defaultLifetime);

    /// <summary>Constraints that none of the remaining permissions can use may go with the permissions they were for: they would be invalid.</summary>
    private static string? FirstWidening(KeyConstraints original, KeyConstraints narrowed, ConstraintKinds used) => narrowed switch
    {
        _ when ReferenceEquals(original, narrowed) => null,
        _ when (used & ConstraintKinds.ContentType) != 0 && !CoversContentType(original, narrowed) => nameof(KeyConstraints.ContentType),
        _ when (used & ConstraintKinds.ExactLength) != 0
            && original.ContentLength is { } range && !(narrowed.ContentLength is { } inner && range.Contains(inner)) => nameof(KeyConstraints.ContentLength),
        _ when original.Checksum is { } checksum && (used & checksum.Kind) != 0 && !checksum.Equals(narrowed.Checksum) => nameof(KeyConstraints.Checksum),
        _ when (used & ConstraintKinds.Metadata) != 0 && original.Metadata.Count > 0 && !KeyConstraints.SameMetadata(original.Metadata, narrowed.Metadata) => nameof(KeyConstraints.Metadata),
        _ when (used & ConstraintKinds.Response) != 0 && original.Response is not null && original.Response != narrowed.Response => nameof(KeyConstraints.Response),
        _ when original.ClientNetwork is { } network && !(narrowed.ClientNetwork is { } inner && network.Contains(inner)) => nameof(KeyConstraints.ClientNetwork),
        _ when original.NotBefore is { } start && !(narrowed.NotBefore >= start) => nameof(KeyConstraints.NotBefore),
        _ when original.HttpsOnly && !narrowed.HttpsOnly => nameof(KeyConstraints.HttpsOnly),
        _ when original.SingleUse && !narrowed.SingleUse => nameof(KeyConstraints.SingleUse),
        _ => null,
    };

    private static bool CoversContentType(KeyConstraints original, KeyConstraints narrowed) =>
        original.ContentType is not { } type
        || type == narrowed.ContentType
        || (original.IsContentTypeFamily && narrowed.ContentType?.StartsWith(type[..^1], StringComparison.OrdinalIgnoreCase) == true);
}
