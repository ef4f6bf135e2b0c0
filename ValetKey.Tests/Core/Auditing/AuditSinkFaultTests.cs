using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Auditing;

/// <summary>A sink that fails keeps the key back, or not, as the options say.</summary>
public sealed class AuditSinkFaultTests
{
    [Test]
    public async Task Failing_sink_keeps_the_key_back_and_that_is_told_to_all()
    {
        List<string> order = [];
        TestSink failing = new(order, "failing");
        failing.Fault = () => failing.Events[^1].Outcome == KeyAuditOutcome.Issued ? new IOException("disk full") : null;
        using TestIssuer issuer =
            new(with: b => b.AddAuditSink(new TestSink(order, "first")).AddAuditSink(failing).AddAuditSink(new TestSink(order, "last")));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        refusal.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        refusal.Message.Should().Be("The audit sink TestSink failed, so the key is not handed out.");
        refusal.InnerException.Should().BeOfType<IOException>();
        order.Should().Equal("first:Issued", "failing:Issued", "first:Withheld", "failing:Withheld", "last:Withheld");
    }

    [TestCase(typeof(IOException))]
    [TestCase(typeof(TaskCanceledException))]
    [TestCase(typeof(ValetKeyException))]
    public async Task Failing_sink_is_logged_and_the_key_handed_out_when_the_options_say_so(Type type)
    {
        Exception fault = type == typeof(ValetKeyException) ? ValetKeyException.Denied("no") : (Exception)Activator.CreateInstance(type)!;
        TestSink later = new();
        using TestIssuer issuer = new(
            options: o => o.AuditFailure = AuditFailureBehavior.LogAndContinue,
            with: b => b.AddAuditSink(new TestSink { Fault = () => fault }).AddAuditSink(later));

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        later.Events.Single().KeyId.Should().Be(key.Id);
        issuer.Logs.GetSnapshot().Should().ContainSingle(record => record.Id.Id == 10)
            .Which.Should().BeEquivalentTo(
                new { Level = Microsoft.Extensions.Logging.LogLevel.Error, Exception = fault, Message = "test: the audit sink TestSink failed." });
    }

    [TestCase(AuditFailureBehavior.Refuse)]
    [TestCase(AuditFailureBehavior.LogAndContinue)]
    public async Task Failing_sink_does_not_hide_a_refusal(AuditFailureBehavior behavior)
    {
        TestSink later = new();
        using TestIssuer issuer = new(
            options: o => o.AuditFailure = behavior,
            with: b => b.AddAuditSink(new TestSink { Fault = () => new IOException("disk full") }).AddAuditSink(later));

        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.List));

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        later.Events.Single().Outcome.Should().Be(KeyAuditOutcome.Refused);
        issuer.Logs.GetSnapshot().Should().ContainSingle(record => record.Id.Id == 10);
    }

    [Test]
    public async Task Giving_up_while_a_sink_works_keeps_the_key_back()
    {
        using CancellationTokenSource source = new();
        TestSink sink = new();
        sink.Fault = () =>
        {
            source.Cancel();
            return sink.Events[^1].Outcome == KeyAuditOutcome.Issued ? new OperationCanceledException(source.Token) : null;
        };
        using TestIssuer issuer = new(options: o => o.AuditFailure = AuditFailureBehavior.LogAndContinue, with: b => b.AddAuditSink(sink));

        Func<Task> issue = () => issuer.IssueAsync(Requests.Read(), source.Token).AsTask();

        await issue.Should().ThrowAsync<OperationCanceledException>();
        sink.Events.Select(e => e.Outcome).Should().Equal(KeyAuditOutcome.Issued, KeyAuditOutcome.Withheld);
    }
}
