using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Auditing;

public sealed class AuditTests
{
    [Test]
    public async Task Issue_is_recorded_in_full()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));

        IssuedKey key = await issuer.IssueAsync(Requests.Read() with { Subject = "alice", Constraints = new() { HttpsOnly = true } });

        sink.Events.Single().Should().BeEquivalentTo(new KeyAuditEvent
        {
            AttemptId = key.Id,
            Outcome = KeyAuditOutcome.Issued,
            IssuerName = "test",
            At = TestIssuer.Noon,
            Scope = Requests.Avatar,
            Permissions = Permissions.Read,
            Subject = "alice",
            Form = KeyForm.SignedUrl,
            NotBefore = TestIssuer.Noon.AddMinutes(-5),
            ExpiresAt = TestIssuer.Noon.AddMinutes(15),
            Constraints = ConstraintKinds.HttpsOnly,
        });
        sink.Events.Single().KeyId.Should().Be(key.Id);
    }

    [Test]
    public async Task What_a_policy_narrowed_is_recorded_as_it_was_granted()
    {
        TestSink sink = new();
        KeyScope narrowed = KeyScope.ForObject("media", "t1/a");
        using TestIssuer issuer = new(with: b => b
            .AddAuditSink(sink)
            .AddPolicy(new TestPolicy(r => r with { Scope = narrowed, Permissions = Permissions.Read })));

        await issuer.IssueAsync(new KeyRequest(KeyScope.ForPrefix("media", "t1/"), Permissions.Read | Permissions.List));

        (sink.Events.Single().Scope, sink.Events.Single().Permissions).Should().Be((narrowed, Permissions.Read));
    }

    private static readonly (ValetKeyErrorReason Reason, KeyAuditOutcome Outcome)[] Outcomes =
    [
        (ValetKeyErrorReason.InvalidRequest, KeyAuditOutcome.Refused),
        (ValetKeyErrorReason.Denied, KeyAuditOutcome.Refused),
        (ValetKeyErrorReason.Unsupported, KeyAuditOutcome.Refused),
        (ValetKeyErrorReason.CredentialsUnavailable, KeyAuditOutcome.Failed),
        (ValetKeyErrorReason.ProviderFailure, KeyAuditOutcome.Failed),
        (ValetKeyErrorReason.QuotaExhausted, KeyAuditOutcome.Refused),
        ((ValetKeyErrorReason)99, KeyAuditOutcome.Failed),
    ];

    public static IEnumerable<TestCaseData> OutcomeCases() => Outcomes.Select(row => new TestCaseData(row.Reason, row.Outcome));

    [TestCaseSource(nameof(OutcomeCases))]
    public async Task Refusals_and_failures_are_told_apart(ValetKeyErrorReason reason, KeyAuditOutcome outcome)
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));
        issuer.Signer.Make = (_, _) => throw new ValetKeyException(reason, "Why.");

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Subject = "alice" });

        sink.Events.Single().Should().BeEquivalentTo(new KeyAuditEvent
        {
            AttemptId = refusal.AttemptId!.Value,
            Outcome = outcome,
            IssuerName = "test",
            At = TestIssuer.Noon,
            Scope = Requests.Avatar,
            Permissions = Permissions.Read,
            Subject = "alice",
            Reason = reason,
            Message = "Why.",
        });
        sink.Events.Single().KeyId.Should().BeNull();
        sink.Tokens.Single().Should().Be(CancellationToken.None);
    }

    [Test]
    public async Task Sinks_are_told_in_order_before_the_key_is_handed_out()
    {
        List<string> order = [];
        using TestIssuer issuer = new(with: b => b.AddAuditSink(new TestSink(order, "first")).AddAuditSink(new TestSink(order, "second")));

        await issuer.IssueAsync(Requests.Read());
        order.Add("key");

        order.Should().Equal("first:Issued", "second:Issued", "key");
    }

    [Test]
    public async Task Giving_up_is_recorded_and_stays_a_cancellation()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));
        using CancellationTokenSource source = new();
        issuer.Signer.Make = async (_, token) =>
        {
            await source.CancelAsync();
            token.ThrowIfCancellationRequested();
            return null!;
        };

        Func<Task> during = () => issuer.IssueAsync(Requests.Read(), source.Token).AsTask();
        Func<Task> before = () => issuer.IssueAsync(Requests.Read(), new CancellationToken(true)).AsTask();

        await during.Should().ThrowAsync<OperationCanceledException>();
        await before.Should().ThrowAsync<OperationCanceledException>();
        sink.Events.Should().HaveCount(2).And.OnlyContain(e =>
            e.Outcome == KeyAuditOutcome.Failed && e.Message == "The caller gave up." && e.Reason == null && e.KeyId == null);
        sink.Tokens.Should().AllBeEquivalentTo(CancellationToken.None);
        issuer.Signer.Grants.Should().HaveCount(1);
    }

    [Test]
    public async Task Audit_log_says_what_was_issued_and_what_was_not()
    {
        using TestIssuer issuer = new(with: b => b.AddAuditLog().AddAuditLog());

        IssuedKey key = await issuer.IssueAsync(Requests.Read() with { Subject = "alice" });
        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.List) { Subject = "eve" });

        issuer.Logs.GetSnapshot().Where(record => record.Category == "ValetKey.Audit")
            .Select(record => $"{record.Level} {record.Id.Id} {record.Message}")
            .Should().Equal(
                $"Information 30 test issued {key.Id}: SignedUrl for Read on object:profiles/42/avatar.jpg until 2026-11-01 12:15:00Z, "
                + "enforced: None, subject alice.",
                $"Warning 31 test Refused {refusal.AttemptId}: List on object:profiles/42/avatar.jpg, subject eve: InvalidRequest. "
                + "Permissions has List, which object:profiles/42/avatar.jpg does not have; "
                + "allowed are Read, ReadProperties, Create, Write, Append, Delete.");
    }
}
