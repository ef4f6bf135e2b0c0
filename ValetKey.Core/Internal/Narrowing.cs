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
        _ when EndOf(narrowed, defaultLifetime, now) > EndOf(original, defaultLifetime, now) => $"{nameof(KeyRequest.Constraints)}.{nameof(KeyConstraints.NotBefore)}",
        _ when (narrowed.MinimumLifetime ?? TimeSpan.Zero) != (original.MinimumLifetime ?? TimeSpan.Zero) => nameof(KeyRequest.MinimumLifetime),
        _ when original.Form is not null && narrowed.Form != original.Form => nameof(KeyRequest.Form),
        _ when narrowed.Subject != original.Subject => nameof(KeyRequest.Subject),
        _ when narrowed.StableFor != original.StableFor => nameof(KeyRequest.StableFor),
        _ when !original.Extras.SequenceEqual(narrowed.Extras) => nameof(KeyRequest.Extras),
        _ => FirstWidening(original.Constraints, narrowed.Constraints) is { } field ? $"{nameof(KeyRequest.Constraints)}.{field}" : null,
    };

    private static DateTimeOffset EndOf(KeyRequest request, TimeSpan defaultLifetime, DateTimeOffset now) =>
        (request.Constraints.NotBefore ?? now) + (request.Lifetime ?? defaultLifetime);

    private static string? FirstWidening(KeyConstraints original, KeyConstraints narrowed) => narrowed switch
    {
        _ when ReferenceEquals(original, narrowed) => null,
        _ when !CoversContentType(original, narrowed) => nameof(KeyConstraints.ContentType),
        _ when original.ContentLength is { } range && !(narrowed.ContentLength is { } inner && range.Contains(inner)) => nameof(KeyConstraints.ContentLength),
        _ when original.Checksum is { } checksum && !checksum.Equals(narrowed.Checksum) => nameof(KeyConstraints.Checksum),
        _ when original.Metadata.Count > 0 && !KeyConstraints.SameMetadata(original.Metadata, narrowed.Metadata) => nameof(KeyConstraints.Metadata),
        _ when original.Response is not null && original.Response != narrowed.Response => nameof(KeyConstraints.Response),
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
