using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>What a provider's extra says of itself is checked before anything is signed, and the fault names the extra.</summary>
internal sealed class ExtraFaultTests
{
    /// <summary>A stranger's extra: for uploads, with a text, and not for one object.</summary>
    private sealed record Tier(string? Name) : KeyExtra
    {
        protected internal override Permissions UsedBy => Permissions.Create | Permissions.Write;

        protected internal override IEnumerable<(string Property, string? Text)> Texts => [(nameof(Name), Name)];

        protected internal override string? FindFault(KeyRequest request) =>
            request.Scope.Name == "frozen" ? $"is {Name}, and this object is frozen" : null;
    }

    private sealed record Plain : KeyExtra;

    private static readonly KeyRequest Upload = new(KeyScope.ForObject("media", "a"), Permissions.Write);

    [Test]
    public async Task Extra_that_keeps_its_rules_is_granted()
    {
        using TestIssuer issuer = Issuer();

        await issuer.IssueAsync(Upload with { Extras = [new Tier("cold"), new Plain()] });

        issuer.Signer.Grants.Single().Extras.Should().Equal(new Tier("cold"), new Plain());
    }

    [Test]
    public async Task Extra_for_one_of_several_permissions_is_granted()
    {
        using TestIssuer issuer = Issuer();

        await issuer.IssueAsync(Upload with { Permissions = Permissions.Read | Permissions.Write, Extras = [new Tier("cold")] });

        issuer.Signer.Grants.Single().Extras.Should().Equal(new Tier("cold"));
    }

    [TestCase("cold", "cold")]
    [TestCase("cold", "hot")]
    public Task Extra_that_is_given_twice_is_refused(string one, string other) =>
        IsRefused(Upload with { Extras = [new Tier(one), new Plain(), new Tier(other)] }, "Extras has Tier, which is given twice.");

    [TestCase(Permissions.Read)]
    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.Read | Permissions.Append)]
    public Task Extra_that_no_permission_can_use_is_refused(Permissions permissions) => IsRefused(
        Upload with { Permissions = permissions, Extras = [new Plain(), new Tier("cold")] },
        $"Extras has Tier, which none of the requested permissions ({permissions}) can use; it needs one of Create, Write.");

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" cold")]
    [TestCase("cold ")]
    [TestCase("kalt\u00e9")]
    [TestCase("\u0158")]
    [TestCase("a\r\nx-amz-acl: public-read")]
    [TestCase("a\0")]
    [TestCase("a\u007f")]
    public Task Text_that_cannot_travel_as_it_is_is_refused(string? text) => IsRefused(
        Upload with { Extras = [new Tier(text)] },
        "Extras has Tier, whose Name is empty, begins or ends with a space, or is not printable ASCII.");

    [Test]
    public Task Providers_own_rule_is_told_in_its_words() => IsRefused(
        Upload with { Scope = KeyScope.ForObject("media", "frozen"), Extras = [new Tier("cold")] },
        "Extras has Tier, which is cold, and this object is frozen.");

    [Test]
    public async Task Extra_goes_with_the_permissions_that_it_was_for()
    {
        using TestIssuer issuer = Issuer(request => request with { Permissions = Permissions.Read, Extras = [new Plain()] });

        await issuer.IssueAsync(Upload with { Permissions = Permissions.Read | Permissions.Write, Extras = [new Tier("cold"), new Plain()] });

        issuer.Signer.Grants.Single().Extras.Should().Equal(new Plain());
    }

    [Test]
    public async Task Policy_may_not_drop_an_extra_that_can_still_be_used()
    {
        using TestIssuer issuer = Issuer(request => request with { Permissions = Permissions.Read, Extras = [] });

        ValetKeyException refusal = await issuer.RefusalOf(
            Upload with { Permissions = Permissions.Read | Permissions.Write, Extras = [new Tier("cold"), new Plain()] });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Contain("wider in Extras");
    }

    [Test]
    public async Task Policy_that_leaves_an_extra_without_its_permission_is_named()
    {
        using TestIssuer issuer = Issuer(request => request with { Permissions = Permissions.Read });

        ValetKeyException refusal = await issuer.RefusalOf(
            Upload with { Permissions = Permissions.Read | Permissions.Write, Extras = [new Tier("cold")] });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Contain("TestPolicy left a request that cannot be issued: Extras has Tier, which none of");
    }

    private static async Task IsRefused(KeyRequest request, string message)
    {
        using TestIssuer issuer = Issuer();

        ValetKeyException refusal = await issuer.RefusalOf(request);

        (refusal.Reason, refusal.Message).Should().Be((ValetKeyErrorReason.InvalidRequest, message));
        issuer.Signer.Grants.Should().BeEmpty();
    }

    private static TestIssuer Issuer(Func<KeyRequest, KeyRequest>? policy = null)
    {
        SignerCapabilities capabilities = new(
            new FormCapability(KeyForm.SignedUrl, new PermissionRule(TestCapabilities.AllResources, TestCapabilities.AllPermissions))
            {
                CombinesPermissions = true,
                Extras = [typeof(Tier), typeof(Plain)],
            });
        return policy is null
            ? new TestIssuer(capabilities)
            : new TestIssuer(capabilities, with: builder => builder.AddPolicy(new TestPolicy(policy)));
    }
}
