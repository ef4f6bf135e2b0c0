using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>Issued ⊆ requested ⊆ allowed, for any request, any capabilities, any options and any policy.</summary>
public sealed class NegotiationPropertyTests
{
    private enum PolicyKind
    {
        None,
        Shorten,
        CreateOnly,
        AddHttpsOnly,
        Widen,
    }

    [Test]
    public void A_key_comes_out_exactly_when_a_form_can_express_what_is_allowed()
    {
        int keys = 0;
        int[] refusals = new int[5];

        Gen.Select(NegotiationGen.Request, NegotiationGen.Capabilities, NegotiationGen.Options, Gen.Enum<PolicyKind>()).Sample(
            (request, capabilities, configure, policy) =>
            {
                ValetKeyOptions options = new();
                configure(options);
                using TestIssuer issuer = new(capabilities, configure, b => b.AddPolicy(new TestPolicy(asked => Apply(policy, asked))));
                (ValetKeyErrorReason? expected, KeyForm? form) = Expect(request, capabilities, options, policy);

                try
                {
                    IssuedKey key = issuer.IssueAsync(request).AsTask().GetAwaiter().GetResult();

                    expected.Should().BeNull();
                    key.Form.Should().Be(form);
                    CheckNarrower(key, request, options);
                    Interlocked.Increment(ref keys);
                }
                catch (ValetKeyException refusal)
                {
                    refusal.Reason.Should().Be(expected, refusal.Message);
                    issuer.Signer.Grants.Should().BeEmpty();
                    Interlocked.Increment(ref refusals[(int)refusal.Reason]);
                }
            },
            iter: 5_000);

        keys.Should().BeGreaterThan(200, "a test of nothing but refusals would prove little");
        refusals[(int)ValetKeyErrorReason.InvalidRequest].Should().BeGreaterThan(100);
        refusals[(int)ValetKeyErrorReason.Denied].Should().BeGreaterThan(100);
        refusals[(int)ValetKeyErrorReason.Unsupported].Should().BeGreaterThan(100);
    }

    private static void CheckNarrower(IssuedKey key, KeyRequest request, ValetKeyOptions options)
    {
        Permissions writes = request.Permissions.HasFlag(Permissions.Write) ? Permissions.Create : Permissions.None;
        (key.Permissions & ~(request.Permissions | writes)).Should().Be(Permissions.None);
        key.Permissions.Should().NotBe(Permissions.None);
        request.Scope.Covers(key.Scope).Should().BeTrue();
        (request.Constraints.Kinds & ~key.Enforced).Should().Be(ConstraintKinds.None, "no constraint is dropped");
        key.ExpiresAt.Should().BeOnOrBefore(TestIssuer.Noon + (request.Lifetime ?? options.DefaultLifetime) + options.ClockSkew.ExpiryMargin);
        key.ExpiresAt.Should().BeOnOrBefore(TestIssuer.Noon + options.MaximumLifetime + options.ClockSkew.ExpiryMargin);
        key.NotBefore.Should().BeOnOrAfter(TestIssuer.Noon - options.ClockSkew.StartBackdate);
    }

    private static (ValetKeyErrorReason? Reason, KeyForm? Form) Expect(
        KeyRequest request, SignerCapabilities capabilities, ValetKeyOptions options, PolicyKind policy)
    {
        if (!NegotiationModel.IsSensible(request))
        {
            return (ValetKeyErrorReason.InvalidRequest, null);
        }

        if (!NegotiationModel.IsAllowed(request, options) || (policy == PolicyKind.Widen && !request.Permissions.HasFlag(Permissions.Delete)))
        {
            return (ValetKeyErrorReason.Denied, null);
        }

        KeyRequest narrowed = Apply(policy, request);
        if (!NegotiationModel.IsSensible(narrowed))
        {
            return (ValetKeyErrorReason.Denied, null);
        }

        TimeSpan span = (narrowed.Lifetime ?? options.DefaultLifetime) + options.ClockSkew.ExpiryMargin;
        FormCapability? form = NegotiationModel.FirstFit(capabilities, narrowed, span);
        return form is null ? (ValetKeyErrorReason.Unsupported, null) : (null, form.Form);
    }

    private static KeyRequest Apply(PolicyKind policy, KeyRequest request) => policy switch
    {
        PolicyKind.Shorten => request with { Lifetime = TimeSpan.FromSeconds(90) },
        PolicyKind.CreateOnly when request.Permissions.HasFlag(Permissions.Write) =>
            request with { Permissions = (request.Permissions & ~Permissions.Write) | Permissions.Create },
        PolicyKind.AddHttpsOnly => request with { Constraints = request.Constraints with { HttpsOnly = true } },
        PolicyKind.Widen => request with { Permissions = request.Permissions | Permissions.Delete },
        _ => request,
    };
}
