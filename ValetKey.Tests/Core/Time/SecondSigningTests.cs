using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

/// <summary>A signer that learns on the way what the service's time is: the key that is signed anew keeps to every rule by that time.</summary>
public sealed class SecondSigningTests
{
    [Test]
    public async Task Key_that_would_end_past_the_maximum_by_the_services_clock_is_withheld()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));
        Learn(issuer, TestIssuer.Noon.AddMinutes(-14));
        KeyRequest request = Requests.Read() with { Constraints = new() { NotBefore = TestIssuer.Noon.AddMinutes(45) } };

        ValetKeyException refusal = await issuer.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Match(
            "Constraints.NotBefore is *: with a lifetime of 00:15:00 the key would end later than MaximumLifetime, 01:00:00, from now.");
        sink.Events.Single().Should().BeEquivalentTo(new
        {
            Outcome = KeyAuditOutcome.Withheld,
            refusal.AttemptId,
            KeyId = refusal.AttemptId,
            Reason = ValetKeyErrorReason.Denied,
            ExpiresAt = TestIssuer.Noon.AddHours(1),
        });
    }

    [Test]
    public async Task Policies_are_asked_once_and_what_they_narrowed_stays()
    {
        TestSink sink = new();
        TestPolicy policy = new(r => r with { Lifetime = TimeSpan.FromMinutes(10) });
        using TestIssuer issuer = new(with: b => b.AddPolicy(policy).AddAuditSink(sink));
        Learn(issuer, TestIssuer.Noon.AddMinutes(10));

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        policy.Asked.Should().ContainSingle();
        key.ExpiresAt.Should().BeCloseTo(TestIssuer.Noon.AddMinutes(20), TimeSpan.FromSeconds(1));
        issuer.Signer.Grants.Select(grant => grant.Id).Should().Equal(key.Id, key.Id);
        sink.Events.Single().Should().BeEquivalentTo(new { Outcome = KeyAuditOutcome.Issued, KeyId = key.Id, key.ExpiresAt });
    }

    [Test]
    public async Task Clock_that_changes_with_every_signature_issues_nothing()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));
        int minutes = 0;
        issuer.Signer.Make = (grant, _) =>
        {
            issuer.Clock.Observe(TestIssuer.Noon.AddMinutes(++minutes), TimeSpan.Zero);
            return ValueTask.FromResult(TestKeys.Of(grant));
        };

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, true));
        refusal.Message.Should().Be("The storage service's time changed each time a key was signed, so no key would be right.");
        sink.Events.Single().Outcome.Should().Be(KeyAuditOutcome.Withheld);
    }

    private static void Learn(TestIssuer issuer, DateTimeOffset time) => issuer.Signer.Make = (grant, _) =>
    {
        issuer.Clock.Observe(time, TimeSpan.Zero);
        return ValueTask.FromResult(TestKeys.Of(grant));
    };
}
