using System.Collections;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Auditing;

/// <summary>What nobody foresaw is told as every other failure is: one shape for the caller, one event for the audit.</summary>
public sealed class UnexpectedFaultTests
{
    [Test]
    public async Task Crash_outside_of_every_stage_is_audited_and_told_in_the_usual_shape()
    {
        TestSink sink = new();
        ServiceCollection services = new();
        services.AddValetKey().AddAuditSink(sink).AddSigner("broken", _ => new BrokenSigner());
        using ServiceProvider provider = services.BuildServiceProvider();
        IValetKeyIssuer issuer = provider.GetRequiredService<IValetKeyIssuer>();

        ValetKeyException refusal = (await FluentActions.Awaiting(() => issuer.IssueAsync(Requests.Read()).AsTask())
            .Should().ThrowExactlyAsync<ValetKeyException>()).Which;

        refusal.Message.Should().Be("Issuing failed with NotSupportedException, which nothing accounts for.");
        (refusal.Reason, refusal.IsTransient, refusal.IssuerName).Should().Be((ValetKeyErrorReason.ProviderFailure, false, "broken"));
        refusal.InnerException.Should().BeOfType<NotSupportedException>();
        sink.Events.Single().Should().BeEquivalentTo(new
        {
            refusal.AttemptId,
            Outcome = KeyAuditOutcome.Failed,
            Reason = ValetKeyErrorReason.ProviderFailure,
            refusal.Message,
        });
    }

    [Test]
    public async Task Request_whose_parts_crash_when_read_is_audited()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Extras = new BrokenList() });

        refusal.InnerException.Should().BeOfType<InvalidOperationException>();
        sink.Events.Single().Should().BeEquivalentTo(new { refusal.AttemptId, Outcome = KeyAuditOutcome.Failed });
    }

    [Test]
    public async Task Request_without_constraints_is_audited()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink));

        await issuer.RefusalOf(Requests.Read() with { Constraints = null! });

        sink.Events.Single().Should().BeEquivalentTo(new { Outcome = KeyAuditOutcome.Refused, Constraints = ConstraintKinds.None });
    }

    private sealed class BrokenSigner : IKeySigner
    {
        public SignerCapabilities Capabilities => throw new NotSupportedException("token=hunter2");

        public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class BrokenList : IReadOnlyList<KeyExtra>
    {
        public int Count => 1;

        public KeyExtra this[int index] => throw new InvalidOperationException();

        public IEnumerator<KeyExtra> GetEnumerator() => throw new InvalidOperationException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
