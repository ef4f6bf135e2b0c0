using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>A signer that breaks its contract hands out nothing.</summary>
public sealed class MisbehavingSignerTests
{
    private static readonly (string Name, Func<KeyGrant, IssuedKey?> Make, string Breach)[] Breaches =
    [
        ("null", _ => null, "null"),
        ("another form", TestKeysForm, "Form"),
        ("another id", g => TestKeys.Url(Alter(g, id: Guid.Empty)), "Id"),
        ("a wider scope", g => TestKeys.Url(Alter(g, scope: KeyScope.ForContainer(g.Scope.Container))), "Scope"),
        ("another object", g => TestKeys.Url(Alter(g, scope: KeyScope.ForObject("profiles", "43/avatar.jpg"))), "Scope"),
        ("a further permission", g => TestKeys.Url(Alter(g, permissions: Permissions.Read | Permissions.Write)), "Permissions"),
        ("another permission", g => TestKeys.Url(Alter(g, permissions: Permissions.Delete)), "Permissions"),
        ("another time of issue", g => TestKeys.Url(Alter(g, issuedAt: g.IssuedAt.AddSeconds(1))), "IssuedAt"),
        ("an earlier start", g => TestKeys.Url(Alter(g, notBefore: g.NotBefore.AddSeconds(-1))), "NotBefore"),
        ("a later end", g => TestKeys.Url(Alter(g, expiresAt: g.ExpiresAt.AddSeconds(1))), "ExpiresAt"),
        ("a later end by its credential",
            g => TestKeys.Url(Alter(g, expiresAt: g.ExpiresAt.AddSeconds(1), limit: ExpiryLimit.Credential)), "ExpiresAt"),
        ("no life at all", g => TestKeys.Url(Alter(g, notBefore: g.ExpiresAt)), "ExpiresAt"),
        ("a sooner end without a reason", g => TestKeys.Url(Alter(g, expiresAt: g.ExpiresAt.AddSeconds(-1))), "ExpiryLimit"),
        ("a sooner end by a policy", g => TestKeys.Url(Alter(g, expiresAt: g.ExpiresAt.AddSeconds(-1), limit: ExpiryLimit.Policy)), "ExpiryLimit"),
        ("a sooner end by stability",
            g => TestKeys.Url(Alter(g, expiresAt: g.ExpiresAt.AddSeconds(-1), limit: ExpiryLimit.Stability)), "ExpiryLimit"),
        ("the right end by a policy", g => TestKeys.Url(Alter(g, limit: ExpiryLimit.Policy)), "ExpiryLimit"),
        ("fewer constraints", g => TestKeys.Url(Alter(g, constraints: KeyConstraints.None)), "Enforced"),
        ("other constraints", g => TestKeys.Url(Alter(g, constraints: new() { HttpsOnly = true })), "Enforced"),
        ("more constraints", g => TestKeys.Url(Alter(g, constraints: new() { HttpsOnly = true, SingleUse = true })), "Enforced"),
        ("no URL", g => new SignedUrl(g, HttpMethod.Get, null!), "a key with a part missing"),
        ("no method", g => new SignedUrl(g, null!, "https://x"), "a key with a part missing"),
    ];

    public static IEnumerable<TestCaseData> Cases() => Breaches.Select(row => new TestCaseData(row.Make, row.Breach).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Key_that_is_not_what_was_granted_is_not_handed_out(Func<KeyGrant, IssuedKey?> make, string breach)
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult(make(grant)!);

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Constraints = new() { SingleUse = true } });

        refusal.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        refusal.Message.Should().Be($"The signer broke its contract, so its key is not handed out: {breach} is not what was granted.");
        refusal.ToString().Should().NotContain(TestKeys.Secret);
    }

    [Test]
    public async Task Sooner_end_by_the_credential_is_handed_out_and_says_so()
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(
            TestKeys.Url(Alter(grant, expiresAt: grant.ExpiresAt.AddMinutes(-14), limit: ExpiryLimit.Credential)));

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        (key.ExpiresAt, key.ExpiryLimit).Should().Be((TestIssuer.Noon.AddMinutes(1), ExpiryLimit.Credential));
    }

    [TestCase(300, true)]
    [TestCase(299, false)]
    public async Task End_before_the_minimum_lifetime_is_refused(int seconds, bool isEnough)
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(
            TestKeys.Url(Alter(grant, expiresAt: TestIssuer.Noon.AddSeconds(seconds), limit: ExpiryLimit.Credential)));
        KeyRequest request = Requests.Read() with { MinimumLifetime = TimeSpan.FromMinutes(5) };

        if (isEnough)
        {
            (await issuer.IssueAsync(request)).ExpiresAt.Should().Be(TestIssuer.Noon.AddSeconds(300));
            return;
        }

        ValetKeyException refusal = await issuer.RefusalOf(request);
        refusal.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        refusal.Message.Should().Be(
            "The credential behind the key ends at 2026-11-01 12:04:59Z; the request needs a key until 2026-11-01 12:05:00Z at least.");
    }

    [Test]
    public async Task Credential_that_has_ended_is_refused()
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult<IssuedKey>(
            TestKeys.Url(Alter(grant, expiresAt: grant.IssuedAt, limit: ExpiryLimit.Credential)));

        (await issuer.RefusalOf(Requests.Read())).Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [Test]
    public async Task Crash_of_a_signer_is_a_provider_failure_that_keeps_its_message_to_itself()
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (_, _) => throw new InvalidOperationException($"could not sign with {TestKeys.Secret}");

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, false));
        refusal.Message.Should().Be("The signer 'test' failed with InvalidOperationException.");
        issuer.Logs.GetSnapshot().Should().NotContain(record => record.Message.Contains(TestKeys.Secret));
    }

    [TestCase(typeof(TaskCanceledException))]
    [TestCase(typeof(OperationCanceledException))]
    [TestCase(typeof(TimeoutException))]
    public async Task Time_limit_of_a_signer_is_a_failure_that_may_pass_not_the_callers_giving_up(Type fault)
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (_, _) => throw (Exception)Activator.CreateInstance(fault)!;

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, true));
    }

    [Test]
    public async Task Signers_own_exception_reaches_the_caller_with_its_reason()
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (_, _) => throw new ValetKeyException(ValetKeyErrorReason.CredentialsUnavailable, "No role.") { IsTransient = true };

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.Message, refusal.IsTransient, refusal.IssuerName)
            .Should().Be((ValetKeyErrorReason.CredentialsUnavailable, "No role.", true, "test"));
    }

    private static SignedForm TestKeysForm(KeyGrant grant) => TestKeys.Form(grant);

    private static KeyGrant Alter(
        KeyGrant grant, Guid? id = null, KeyScope? scope = null, Permissions? permissions = null, DateTimeOffset? notBefore = null,
        DateTimeOffset? expiresAt = null, ExpiryLimit? limit = null, KeyConstraints? constraints = null, DateTimeOffset? issuedAt = null) => new()
        {
            Id = id ?? grant.Id,
            Scope = scope ?? grant.Scope,
            Permissions = permissions ?? grant.Permissions,
            Constraints = constraints ?? grant.Constraints,
            Form = grant.Form,
            IssuedAt = issuedAt ?? grant.IssuedAt,
            NotBefore = notBefore ?? grant.NotBefore,
            ExpiresAt = expiresAt ?? grant.ExpiresAt,
            MinimumExpiresAt = grant.MinimumExpiresAt,
            ExpiryLimit = limit ?? grant.ExpiryLimit,
        };
}
