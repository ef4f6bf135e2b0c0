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
        _ when SpanOf(narrowed, defaultLifetime, now) > SpanOf(original, defaultLifetime, now) =>
            $"{nameof(KeyRequest.Constraints)}.{nameof(KeyConstraints.NotBefore)}",
        _ when (narrowed.MinimumLifetime ?? TimeSpan.Zero) != (original.MinimumLifetime ?? TimeSpan.Zero) => nameof(KeyRequest.MinimumLifetime),
        _ when original.Form is not null && narrowed.Form != original.Form => nameof(KeyRequest.Form),
        _ when narrowed.Subject != original.Subject => nameof(KeyRequest.Subject),
        _ when narrowed.StableFor != original.StableFor => nameof(KeyRequest.StableFor),
        _ when !original.Extras.Where(extra => (extra.UsedBy & narrowed.Permissions) != 0).SequenceEqual(narrowed.Extras) =>
            nameof(KeyRequest.Extras),
        _ => FirstWidening(original.Constraints, narrowed.Constraints, narrowed.Permissions),
    };

    /// <summary>From now to the end. A span, since a start at the end of time has no time after it.</summary>
    private static TimeSpan SpanOf(KeyRequest request, TimeSpan defaultLifetime, DateTimeOffset now) =>
        (request.Constraints.NotBefore ?? now) - now + (request.Lifetime ?? defaultLifetime);

    /// <summary>
    /// Constraints, as extras, that none of the remaining permissions can use may go with the permissions they were for: they would be invalid.
    /// </summary>
    private static string? FirstWidening(KeyConstraints original, KeyConstraints narrowed, Permissions remaining)
    {
        if (ReferenceEquals(original, narrowed))
        {
            return null;
        }

        ConstraintKinds kinds = original.Kinds;
        foreach (ConstraintRow row in ConstraintTable.Rows)
        {
            if ((row.UsedBy & remaining) != 0 && (row.Kinds & kinds) != ConstraintKinds.None && !row.Covers(original, narrowed))
            {
                return $"{nameof(KeyRequest.Constraints)}.{row.Name}";
            }
        }

        return null;
    }
}
