using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class CoreCapabilityTests
{
    private static readonly PermissionRule Rule = new(ResourceKinds.Object, Permissions.Read);

    [Test]
    public void Defaults_of_a_form_are_pinned()
    {
        FormCapability form = new(KeyForm.SignedUrl, Rule);

        form.Form.Should().Be(KeyForm.SignedUrl);
        form.Rules.Should().Equal(Rule);
        form.CombinesPermissions.Should().BeFalse();
        form.MaximumLifetime.Should().Be(TimeSpan.MaxValue);
        form.Extras.Should().BeEmpty();
        form.Requirement.Should().BeNull();
        Rule.Enforces.Should().Be(ConstraintKinds.None);
    }

    [Test]
    public void Form_without_rules_is_refused() =>
        FluentActions.Invoking(() => new FormCapability(KeyForm.SignedUrl)).Should().Throw<ArgumentException>().WithParameterName("rules");

    [Test]
    public void Capabilities_need_one_form_that_is_available()
    {
        FormCapability locked = new(KeyForm.SignedUrl, Rule) { Requirement = "RoleArn" };

        FluentActions.Invoking(() => new SignerCapabilities()).Should().ThrowExactly<ArgumentException>().WithParameterName("forms");
        FluentActions.Invoking(() => new SignerCapabilities(locked)).Should().ThrowExactly<ArgumentException>().WithParameterName("forms");
        new SignerCapabilities(locked, new FormCapability(KeyForm.SignedForm, Rule)).Forms.Should().HaveCount(2);
    }

    [Test]
    public void Capabilities_keep_their_own_copy()
    {
        List<FormCapability> forms = [new(KeyForm.SignedUrl, Rule)];
        SignerCapabilities capabilities = new(forms);

        forms.Clear();

        capabilities.Forms.Should().HaveCount(1);
    }

    [Test]
    public void Defaults_of_a_grant_are_pinned()
    {
        KeyGrant grant = new()
        {
            Id = Guid.Empty,
            Scope = KeyScope.ForContainer("c"),
            Permissions = Permissions.List,
            Form = KeyForm.SignedUrl,
            IssuedAt = default,
            NotBefore = default,
            ExpiresAt = default,
            MinimumExpiresAt = default,
        };

        grant.Constraints.Should().BeSameAs(KeyConstraints.None);
        grant.Extras.Should().BeEmpty();
        grant.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
        grant.IsStable.Should().BeFalse();
    }
}
