using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>Signers share calls, and one fault may reach many callers. What each is told of it is about his own request.</summary>
public sealed class OwnExceptionTests
{
    private static readonly ValetKeyException Shared = Thrown();

    [Test]
    public async Task Callers_who_share_a_fault_are_each_told_of_their_own_scope()
    {
        TaskCompletionSource<IssuedKey> call = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using TestIssuer issuer = new();
        issuer.Signer.Make = (_, _) => new ValueTask<IssuedKey>(call.Task);
        KeyScope[] scopes = [.. Enumerable.Range(0, 8).Select(tenant => KeyScope.ForObject("media", $"tenant-{tenant}/private-name"))];
        Task<ValetKeyException>[] callers = [.. scopes.Select(scope => issuer.RefusalOf(new KeyRequest(scope, Permissions.Read)))];

        call.SetException(Shared);

        ValetKeyException[] told = await Task.WhenAll(callers);
        told.Select(fault => fault.Scope).Should().Equal(scopes);
        told.Distinct(ReferenceEqualityComparer.Instance).Should().HaveCount(8).And.NotContain(Shared);
        told.Select(fault => fault.AttemptId).Should().OnlyHaveUniqueItems().And.NotContainNulls();
        (Shared.Scope, Shared.IssuerName, Shared.Permissions, Shared.AttemptId).Should().Be((null, null, Permissions.None, null));
    }

    [Test]
    public async Task What_the_thrower_said_is_told_in_full()
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (_, _) => Origin();

        ValetKeyException told = await issuer.RefusalOf(Requests.Read());

        told.Should().BeEquivalentTo(new
        {
            Shared.Reason,
            Shared.Message,
            Shared.Detail,
            Shared.IsTransient,
            Shared.RetryAfter,
            Shared.Shortfalls,
            IssuerName = "test",
            Scope = Requests.Avatar,
            Permissions = Permissions.Read,
        });
        told.InnerException.Should().BeSameAs(Shared.InnerException);
        told.StackTrace.Should().Contain(nameof(Origin), "the way to the origin of a failure must not be lost");
    }

    [Test]
    public async Task Fault_of_a_policy_that_keeps_its_exception_stays_as_it_is()
    {
        using TestIssuer first = new(with: b => b.AddPolicy(new TestPolicy(_ => throw Shared)), name: "first");
        using TestIssuer second = new(with: b => b.AddPolicy(new TestPolicy(_ => throw Shared)), name: "second");

        ValetKeyException told = await first.RefusalOf(Requests.Read());
        await second.RefusalOf(Requests.Write());

        (told.IssuerName, told.Permissions).Should().Be(("first", Permissions.Read));
    }

    // Inlined it would have no line of its own in the stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ValueTask<IssuedKey> Origin() => throw Shared;

    private static ValetKeyException Thrown()
    {
        try
        {
            throw new ValetKeyException(ValetKeyErrorReason.CredentialsUnavailable, "No role 'writer' at sts.internal.", new IOException("no route"))
            {
                Detail = "Try again.",
                IsTransient = true,
                RetryAfter = TimeSpan.FromSeconds(7),
                Shortfalls = [new FormShortfall { Form = KeyForm.SignedUrl }],
            };
        }
        catch (ValetKeyException fault)
        {
            return fault;
        }
    }
}
