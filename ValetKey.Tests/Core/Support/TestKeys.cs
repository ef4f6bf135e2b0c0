using ValetKey.Providers;

namespace ValetKey.Tests.Core.Support;

/// <summary>Keys of every form, as an honest signer would make them. Each bears <see cref="Secret"/> where its secret stands.</summary>
internal static class TestKeys
{
    public const string Secret = "c0ffeeSECRETc0ffee";
    public const string Host = "https://storage.example";

    public static IssuedKey Of(KeyGrant grant) => grant.Form switch
    {
        KeyForm.SignedUrl => Url(grant),
        KeyForm.SignedForm => Form(grant),
        KeyForm.SignedQuery => Query(grant),
        KeyForm.SignedCookies => Cookies(grant),
        KeyForm.TemporaryCredentials => Credentials(grant),
        _ => Token(grant),
    };

    public static SignedUrl Url(KeyGrant grant, string host = Host) =>
        new(grant, HttpMethod.Get, $"{host}/{grant.Scope.Container}/{grant.Scope.Name}?sig={Secret}");

    public static SignedForm Form(KeyGrant grant, string host = Host) =>
        new(grant, $"{host}/{grant.Scope.Container}", new Dictionary<string, string> { ["key"] = grant.Scope.Name, ["signature"] = Secret });

    public static SignedQuery Query(KeyGrant grant, string host = Host) =>
        new(grant, $"{host}/{grant.Scope.Container}", $"sig={Secret}", KeyOperation.OnObjects(grant.Permissions));

    public static SignedCookies Cookies(KeyGrant grant, string host = Host) =>
        new(grant, $"{host}/{grant.Scope.Container}", new Dictionary<string, string> { ["Cloud-Cookie"] = Secret });

    public static TemporaryCredentials Credentials(KeyGrant grant, string host = Host) =>
        new(grant, "AK" + Secret, "SK" + Secret, "ST" + Secret) { ServiceUrl = host, Region = "eu-west-1" };

    public static BearerToken Token(KeyGrant grant, string host = Host) => new(grant, Secret, $"{host}/{grant.Scope.Container}");

    public static KeyGrant Grant(KeyScope? scope = null, Permissions permissions = Permissions.Read, KeyForm form = KeyForm.SignedUrl) => new()
    {
        Id = Guid.Parse("0199f0a0-0000-7000-8000-000000000001"),
        Scope = scope ?? KeyScope.ForObject("media", "a/b.txt"),
        Permissions = permissions,
        Form = form,
        IssuedAt = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero),
        NotBefore = new DateTimeOffset(2026, 11, 1, 11, 55, 0, TimeSpan.Zero),
        ExpiresAt = new DateTimeOffset(2026, 11, 1, 12, 15, 0, TimeSpan.Zero),
        MinimumExpiresAt = new DateTimeOffset(2026, 11, 1, 12, 0, 1, TimeSpan.Zero),
    };
}
