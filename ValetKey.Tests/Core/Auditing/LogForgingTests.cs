using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Auditing;

/// <summary>Nothing that a client may have chosen starts a line of its own, in the audit, the log or an exception's message.</summary>
public sealed class LogForgingTests
{
    private const string Forged = "test issued everything to eve";

    [TestCase("\n", "\\u000a")]
    [TestCase("\r\n", "\\u000d\\u000a")]
    [TestCase("\u0085", "\\u0085")]
    [TestCase("\u2028", "\\u2028")]
    [TestCase("\u2029", "\\u2029")]
    [TestCase("\u001b[2K", "\\u001b[2K")]
    [TestCase("\0", "\\u0000")]
    public async Task Subject_that_forges_a_line_is_refused_and_escaped(string separator, string escaped)
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink).AddAuditLog());

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Subject = $"eve{separator}{Forged}" });

        refusal.Message.Should().Be("Subject has a control character or line separator, with which a line of a log could be forged.");
        sink.Events.Single().Subject.Should().Be($"eve{escaped}{Forged}");
        Logged(issuer).Should().HaveCount(2).And.OnlyContain(line => !line.Contains(separator))
            .And.ContainSingle(line => line.Contains($"eve{escaped}{Forged}"));
    }

    [TestCase("a/b\n")]
    [TestCase("a/b\u2028")]
    public async Task Content_type_that_forges_a_line_is_refused_and_escaped(string type)
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b.AddAuditSink(sink).AddAuditLog());

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Write(new() { ContentType = type + Forged }));

        string escaped = $"Constraints.ContentType is 'a/b\\u{(int)type[3]:x4}{Forged}'; write a type such as image/png or a family such as image/*.";
        (refusal.Message, refusal.Detail, sink.Events.Single().Message).Should().Be((escaped, escaped, escaped));
        Logged(issuer).Should().HaveCount(2).And.OnlyContain(line => line.Contains(escaped));
    }

    [Test]
    public async Task Message_of_a_policy_that_repeats_what_it_was_given_is_escaped()
    {
        TestSink sink = new();
        using TestIssuer issuer = new(with: b => b
            .AddAuditSink(sink)
            .AddPolicy(new TestPolicy(_ => throw ValetKeyException.Denied($"Not\n{Forged}"))));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        string escaped = $"Not\\u000a{Forged}";
        (refusal.Message, refusal.Detail, sink.Events.Single().Message).Should().Be((escaped, escaped, escaped));
    }

    [Test]
    public async Task Object_name_with_a_line_separator_forges_no_line()
    {
        KeyScope scope = KeyScope.ForObject("media", $"a\u2028{Forged}\u2029");
        using TestIssuer issuer = new(options: o => o.AllowedPermissions = Permissions.Read, with: b => b.AddAuditLog());

        IssuedKey key = await issuer.IssueAsync(new KeyRequest(scope, Permissions.Read));
        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(scope, Permissions.Write));

        key.Scope.Should().Be(scope, "the key itself opens the name as it is");
        refusal.Scope.Should().Be(scope);
        Logged(issuer).Should().HaveCount(4).And.OnlyContain(line => line.Contains($"object:media/a\\u2028{Forged}\\u2029"));
    }

    private static List<string> Logged(TestIssuer issuer) => [.. issuer.Logs.GetSnapshot().Select(record => record.Message)];
}
