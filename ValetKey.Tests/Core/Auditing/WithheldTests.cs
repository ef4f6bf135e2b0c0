using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Auditing;

/// <summary>A key that was made and is not handed out is in the audit, once, with what it would have opened.</summary>
public sealed class WithheldTests
{
    private static readonly (string Name, Func<KeyGrant, IssuedKey> Make, ValetKeyErrorReason Reason)[] Keys =
    [
        ("another form", grant => TestKeys.Form(grant), ValetKeyErrorReason.ProviderFailure),
        ("http", grant => TestKeys.Url(grant, "http://plain.example"), ValetKeyErrorReason.Denied),
        ("a part missing", grant => new SignedUrl(grant, HttpMethod.Get, null!), ValetKeyErrorReason.ProviderFailure),
    ];

    public static IEnumerable<TestCaseData> Cases() => Keys.Select(row => new TestCaseData(row.Make, row.Reason).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Key_that_is_not_what_was_granted_is_withheld(Func<KeyGrant, IssuedKey> make, ValetKeyErrorReason reason)
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));
        IssuedKey? made = null;
        issuer.Signer.Make = (grant, _) => ValueTask.FromResult(made = make(grant));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        sink.Events.Single().Should().BeEquivalentTo(new KeyAuditEvent
        {
            AttemptId = issuer.Signer.Grants.Single().Id,
            Outcome = KeyAuditOutcome.Withheld,
            IssuerName = "test",
            At = TestIssuer.Noon,
            Scope = Requests.Avatar,
            Permissions = Permissions.Read,
            Form = made!.Form,
            NotBefore = TestIssuer.Noon.AddMinutes(-5),
            ExpiresAt = TestIssuer.Noon.AddMinutes(15),
            Reason = reason,
            Message = refusal.Message,
        });
        sink.Events.Single().KeyId.Should().Be(refusal.AttemptId);
    }

    [Test]
    public async Task No_key_at_all_is_a_failure()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));
        issuer.Signer.Make = (_, _) => ValueTask.FromResult<IssuedKey>(null!);

        await issuer.RefusalOf(Requests.Read());

        sink.Events.Single().Should().BeEquivalentTo(new { Outcome = KeyAuditOutcome.Failed, KeyId = (Guid?)null });
    }

    [Test]
    public async Task Sinks_that_were_told_of_the_issue_are_told_of_its_end_under_the_same_id()
    {
        KeyScope narrowed = KeyScope.ForObject("profiles", "42/avatar.jpg", "v2");
        TestSink first = new();
        TestSink failing = new();
        failing.Fault = () => failing.Events[^1].Outcome == KeyAuditOutcome.Issued ? new IOException("disk full") : null;
        using TestIssuer issuer = new(with: b => b
            .AddAuditSink(first)
            .AddAuditSink(failing)
            .AddPolicy(new TestPolicy(r => r with { Scope = narrowed, Permissions = Permissions.Read })));

        ValetKeyException refusal = await issuer.RefusalOf(
            new KeyRequest(KeyScope.ForPrefix("profiles", "42/"), Permissions.Read | Permissions.Write) { Subject = "alice" });

        first.Events.Select(e => e.Outcome).Should().Equal(KeyAuditOutcome.Issued, KeyAuditOutcome.Withheld);
        (first.Events[1].Scope, first.Events[1].Permissions).Should().Be((narrowed, Permissions.Read), "what is told of a key is what it opens");
        first.Events[1].Should().BeEquivalentTo(first.Events[0], o => o.Excluding(e => e.Outcome).Excluding(e => e.Reason).Excluding(e => e.Message));
        first.Events.Select(e => e.KeyId).Should().AllBeEquivalentTo(refusal.AttemptId);
        (first.Events[1].Reason, first.Events[1].Message).Should().Be((ValetKeyErrorReason.ProviderFailure, refusal.Message));
        first.Tokens[1].Should().Be(CancellationToken.None);
    }

    [Test]
    public async Task Giving_up_after_the_signature_withholds_the_key()
    {
        using CancellationTokenSource source = new();
        TestSink told = new();
        TestSink slow = new();
        slow.Fault = () =>
        {
            source.Cancel();
            return slow.Events[^1].Outcome == KeyAuditOutcome.Issued ? new OperationCanceledException(source.Token) : null;
        };
        using TestIssuer issuer = new(with: b => b.AddAuditSink(told).AddAuditSink(slow));

        Func<Task> issue = () => issuer.IssueAsync(Requests.Read(), source.Token).AsTask();

        await issue.Should().ThrowAsync<OperationCanceledException>();

        told.Events[1].Should().BeEquivalentTo(new
        {
            Outcome = KeyAuditOutcome.Withheld,
            told.Events[0].AttemptId,
            told.Events[0].KeyId,
            Reason = (ValetKeyErrorReason?)null,
            Message = "The caller gave up.",
        });
    }
}
