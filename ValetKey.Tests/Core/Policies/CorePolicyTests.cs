using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Policies;

public sealed class CorePolicyTests
{
    [Test]
    public async Task Policies_are_asked_in_order_and_each_sees_what_the_one_before_left()
    {
        TestPolicy first = new(r => r with { Lifetime = TimeSpan.FromMinutes(10) });
        TestPolicy second = new(r => r);
        TestPolicy third = new(r => r with { Lifetime = r.Lifetime / 2 });
        using TestIssuer issuer = new(with: b => b.AddPolicy(first).AddPolicy(second).AddPolicy(third));
        using CancellationTokenSource source = new();

        IssuedKey key = await issuer.IssueAsync(Requests.Read(), source.Token);

        first.Asked.Single().Request.Lifetime.Should().BeNull();
        second.Asked.Single().Request.Lifetime.Should().Be(TimeSpan.FromMinutes(10));
        third.Asked.Single().Request.Lifetime.Should().Be(TimeSpan.FromMinutes(10));
        third.Asked.Single().Context.Should().BeEquivalentTo(new KeyPolicyContext { AttemptId = key.Id, IssuerName = "test", Now = TestIssuer.Noon });
        third.Asked.Single().Token.Should().Be(source.Token);
        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(5));
    }

    [Test]
    public async Task Policy_may_not_take_back_what_another_narrowed()
    {
        using TestIssuer issuer = new(with: b => b
            .AddPolicy(new TestPolicy(r => r with { Permissions = Permissions.Read }))
            .AddPolicy(new TestPolicy(r => r with { Permissions = Permissions.Read | Permissions.Write })));

        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.Read | Permissions.Write));

        refusal.Message.Should().Contain("wider in Permissions");
    }

    [Test]
    public async Task Refusal_of_a_policy_reaches_the_caller_and_later_policies_are_not_asked()
    {
        TestPolicy later = new(r => r);
        using TestIssuer issuer = new(with: b => b
            .AddPolicy(new TestPolicy(_ => throw ValetKeyException.Denied("Alice may not.")))
            .AddPolicy(later));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.Message).Should().Be((ValetKeyErrorReason.Denied, "Alice may not."));
        (refusal.IssuerName, refusal.Scope, refusal.Permissions).Should().Be(("test", Requests.Avatar, Permissions.Read));
        later.Asked.Should().BeEmpty();
        issuer.Signer.Grants.Should().BeEmpty();
    }

    [Test]
    public async Task Options_are_asked_before_policies()
    {
        TestPolicy policy = new(r => r);
        using TestIssuer issuer = new(options: o => o.AllowedPermissions = Permissions.Write, with: b => b.AddPolicy(policy));

        await issuer.RefusalOf(Requests.Read());

        policy.Asked.Should().BeEmpty();
    }

    [Test]
    public async Task Crash_of_a_policy_refuses_and_keeps_its_message_to_itself()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(_ => throw new InvalidOperationException("password=hunter2"))));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        refusal.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        refusal.Message.Should().Be("The policy TestPolicy failed, so nothing is issued.");
        refusal.InnerException.Should().BeOfType<InvalidOperationException>();
        refusal.IsTransient.Should().BeFalse();
    }

    [Test]
    public async Task Policy_that_returns_null_refuses()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(_ => null)));

        (await issuer.RefusalOf(Requests.Read())).Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
    }

    [Test]
    public async Task Time_limit_of_a_policy_is_a_failure_that_may_pass()
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(_ => throw new TaskCanceledException())));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        (refusal.Reason, refusal.IsTransient).Should().Be((ValetKeyErrorReason.ProviderFailure, true));
    }

    private static readonly (string Name, Func<KeyRequest, KeyRequest> Change, string Fault)[] Senseless =
    [
        ("no permission", r => r with { Permissions = Permissions.None }, "Permissions is None"),
        ("no scope", r => r with { Scope = null! }, "Scope is null"),
        ("no life", r => r with { Lifetime = TimeSpan.Zero }, "Lifetime is 00:00:00"),
        ("no constraints", r => r with { Constraints = null! }, "Constraints is null"),
        ("a needless constraint", r => r with { Constraints = new() { ContentType = "a/b" } }, "Constraints has ContentType"),
        ("less than the caller needs", r => r with { Lifetime = TimeSpan.FromMinutes(1) }, "MinimumLifetime is 00:10:00"),
    ];

    public static IEnumerable<TestCaseData> SenselessCases() =>
        Senseless.Select(row => new TestCaseData(row.Change, row.Fault).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(SenselessCases))]
    public async Task Policy_that_leaves_no_sensible_request_is_named(Func<KeyRequest, KeyRequest> change, string fault)
    {
        using TestIssuer issuer = new(with: b => b.AddPolicy(new TestPolicy(change)));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { MinimumLifetime = TimeSpan.FromMinutes(10) });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().StartWith($"The policy TestPolicy left a request that cannot be issued: {fault}");
    }
}
