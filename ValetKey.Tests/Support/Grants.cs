using ValetKey.Providers;

namespace ValetKey.Tests.Support;

/// <summary>Grants as the issuer would make them: of a quarter of an hour, and at times of the test's choosing.</summary>
internal static class Grants
{
    public static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public static KeyGrant Of(
        KeyScope scope,
        Permissions permissions,
        DateTimeOffset? start = null,
        TimeSpan? length = null,
        KeyForm form = KeyForm.SignedUrl,
        KeyConstraints? constraints = null,
        IReadOnlyList<KeyExtra>? extras = null,
        bool isStable = false,
        Guid? id = null)
    {
        DateTimeOffset begin = start ?? Start;
        return new KeyGrant
        {
            Id = id ?? Guid.CreateVersion7(begin),
            Scope = scope,
            Permissions = permissions,
            Form = form,
            Constraints = constraints ?? KeyConstraints.None,
            Extras = extras ?? [],
            IssuedAt = begin,
            NotBefore = begin,
            ExpiresAt = begin + (length ?? TimeSpan.FromMinutes(15)),
            MinimumExpiresAt = begin.AddSeconds(1),
            IsStable = isStable,
        };
    }
}
