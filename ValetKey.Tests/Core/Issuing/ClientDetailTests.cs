using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>The detail may be shown to the client: it says what was asked, and nothing of how the application is set up.</summary>
public sealed class ClientDetailTests
{
    private static readonly (string Name, Action<ValetKeyOptions> Options, KeyRequest Request, string Detail)[] Rows =
    [
        ("a permission", o => o.AllowedPermissions = Permissions.Create, Requests.Read(), "Read is not allowed here."),
        ("a scope", o => o.AllowedScopes.Add(KeyScope.ForContainer("tenant-b")), Requests.Read(),
            "object:profiles/42/avatar.jpg is not allowed here."),
        ("a life", o => o.MaximumLifetime = TimeSpan.FromMinutes(20), Requests.Read() with { Lifetime = TimeSpan.FromHours(1) },
            "Lifetime is 01:00:00, which is too long."),
        ("a start", _ => { }, Requests.Read() with { Constraints = new() { NotBefore = TestIssuer.Noon.AddHours(1) } },
            "Constraints.NotBefore is 2026-11-01T13:00:00.0000000+00:00, after which the key would end too late."),
        ("a field", _ => { }, Requests.Read() with { StableFor = TimeSpan.Zero },
            "StableFor is 00:00:00; it must be in whole seconds, from 00:00:01 to below the lifetime, 00:15:00."),
        ("no form", _ => { }, new KeyRequest(KeyScope.ForContainer("media"), Permissions.List),
            "The storage service cannot enforce all of this request."),
    ];

    public static IEnumerable<TestCaseData> Cases() =>
        Rows.Select(row => new TestCaseData(row.Options, row.Request, row.Detail).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Refusal_tells_the_client_of_its_request_alone(Action<ValetKeyOptions> options, KeyRequest request, string detail)
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3(), options);

        (await issuer.RefusalOf(request)).Detail.Should().Be(detail);
    }

    [TestCase(ValetKeyErrorReason.InvalidRequest, "The request is not valid.")]
    [TestCase(ValetKeyErrorReason.Denied, "This is not allowed.")]
    [TestCase(ValetKeyErrorReason.Unsupported, "The storage service cannot enforce all of this request.")]
    [TestCase(ValetKeyErrorReason.CredentialsUnavailable, "No key can be issued at the moment.")]
    [TestCase(ValetKeyErrorReason.ProviderFailure, "No key can be issued at the moment.")]
    [TestCase(ValetKeyErrorReason.QuotaExhausted, "Too much was asked for; try again later.")]
    [TestCase((ValetKeyErrorReason)99, "No key can be issued at the moment.")]
    public void Message_that_nobody_vouched_for_is_not_shown(ValetKeyErrorReason reason, string detail) =>
        new ValetKeyException(reason, "arn:aws:iam::123456789012:role/writer").Detail.Should().Be(detail);

    [Test]
    public async Task Policy_that_widens_is_named_to_the_operator_and_not_to_the_client()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(r => r with { Permissions = Permissions.Delete })));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Detail, refusal.Message).Should().Be(
            ("This is not allowed.", "The policy TestPolicy returned a request that is wider in Permissions; a policy may only narrow."));
    }

    [Test]
    public async Task Policy_says_what_the_client_is_told_and_when_to_try_again()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(
            new TestPolicy(_ => throw ValetKeyException.QuotaExhausted("Ten uploads an hour.", TimeSpan.FromMinutes(4)))));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.Detail, refusal.Message, refusal.IsTransient, refusal.RetryAfter).Should().Be(
            (ValetKeyErrorReason.QuotaExhausted, "Ten uploads an hour.", "Ten uploads an hour.", true, TimeSpan.FromMinutes(4)));
        ValetKeyException.Denied("No.").Should().BeEquivalentTo(new { Detail = "No.", IsTransient = false, RetryAfter = (TimeSpan?)null });
        ValetKeyException.InvalidRequest("Odd.").Detail.Should().Be("Odd.");
    }
}
