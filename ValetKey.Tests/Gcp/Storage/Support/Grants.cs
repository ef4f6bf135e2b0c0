using ValetKey.Providers;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>Grants as the issuer would make them, at times of the test's choosing.</summary>
internal static class Grants
{
    public static KeyGrant Of(
        KeyScope scope,
        Permissions permissions,
        DateTimeOffset start,
        TimeSpan length,
        KeyForm form = KeyForm.SignedUrl,
        KeyConstraints? constraints = null,
        params IReadOnlyList<KeyExtra> extras) => new()
        {
            Id = Guid.CreateVersion7(start),
            Scope = scope,
            Permissions = permissions,
            Form = form,
            Constraints = constraints ?? KeyConstraints.None,
            Extras = extras,
            IssuedAt = start,
            NotBefore = start,
            ExpiresAt = start + length,
            MinimumExpiresAt = start,
        };
}
