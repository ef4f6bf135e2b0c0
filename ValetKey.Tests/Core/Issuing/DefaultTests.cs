using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

/// <summary>A default is API.</summary>
public sealed class DefaultTests
{
    [Test]
    public void Defaults_of_the_options_are_pinned()
    {
        ValetKeyOptions options = new();

        options.DefaultLifetime.Should().Be(TimeSpan.FromMinutes(15));
        options.MaximumLifetime.Should().Be(TimeSpan.FromHours(1));
        ((int)options.AllowedPermissions).Should().Be(0b111_1111_1111);
        options.AllowedScopes.Should().BeEmpty();
        options.RequireHttps.Should().BeTrue();
        options.ClockSkew.StartBackdate.Should().Be(TimeSpan.FromMinutes(5));
        options.ClockSkew.ExpiryMargin.Should().Be(TimeSpan.Zero);
        options.StorageClock.Enabled.Should().BeTrue();
        options.StorageClock.MaximumCorrection.Should().Be(TimeSpan.FromMinutes(15));
        options.StorageClock.Tolerance.Should().Be(TimeSpan.FromSeconds(2));
        options.StorageClock.MeasureEvery.Should().BeNull();
        options.AuditFailure.Should().Be(AuditFailureBehavior.Refuse);
    }

    [Test]
    public void Defaults_of_a_request_are_pinned()
    {
        KeyRequest request = new(Requests.Avatar, Permissions.Read);

        request.Lifetime.Should().BeNull();
        request.MinimumLifetime.Should().BeNull();
        request.Constraints.Should().BeSameAs(KeyConstraints.None);
        request.Form.Should().BeNull();
        request.Subject.Should().BeNull();
        request.StableFor.Should().BeNull();
        request.Extras.Should().BeEmpty();
    }

    [Test]
    public void Strict_clock_policy_allows_nothing()
    {
        ClockSkewPolicy.Strict.StartBackdate.Should().Be(TimeSpan.Zero);
        ClockSkewPolicy.Strict.ExpiryMargin.Should().Be(TimeSpan.Zero);
    }

    [Test]
    public void Defaults_of_exceptions_and_shortfalls_are_pinned()
    {
        ValetKeyException fault = new(ValetKeyErrorReason.Denied, "no");
        FormShortfall shortfall = new() { Form = KeyForm.SignedUrl };

        (fault.Reason, fault.Message, fault.IsTransient, fault.IssuerName, fault.Scope, fault.Permissions)
            .Should().Be((ValetKeyErrorReason.Denied, "no", false, null, null, Permissions.None));
        fault.Shortfalls.Should().BeEmpty();
        ValetKeyException.Denied("x").Reason.Should().Be(ValetKeyErrorReason.Denied);
        ValetKeyException.InvalidRequest("x").Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        (shortfall.Resource, shortfall.Permissions, shortfall.OnePermissionOnly, shortfall.Constraints)
            .Should().Be((ResourceKinds.None, Permissions.None, false, ConstraintKinds.None));
        (shortfall.MaximumLifetime, shortfall.Requirement, shortfall.NotRequestedForm).Should().Be((null, null, false));
        shortfall.Extras.Should().BeEmpty();
    }

    [Test]
    public void Values_that_travel_in_JSON_and_storage_are_pinned()
    {
        Enum.GetNames<Permissions>().Should().Equal(
            "None", "Read", "ReadProperties", "Create", "Write", "Append", "Delete", "List", "Send", "Receive", "Peek", "Update");
        Enum.GetNames<ResourceKinds>().Should().Equal("None", "Object", "ObjectVersion", "Prefix", "Container", "Queue", "Part");
        Enum.GetNames<KeyForm>().Should().Equal("SignedUrl", "SignedForm", "SignedQuery", "SignedCookies", "TemporaryCredentials", "BearerToken");
        Enum.GetNames<ValetKeyErrorReason>()
            .Should().Equal("InvalidRequest", "Denied", "Unsupported", "CredentialsUnavailable", "ProviderFailure", "QuotaExhausted");
        Enum.GetNames<ExpiryLimit>().Should().Equal("Requested", "Policy", "Credential", "Stability", "Other");
        Enum.GetNames<KeyAuditOutcome>().Should().Equal("Issued", "Refused", "Failed", "Withheld");
    }

    [Test]
    public async Task Key_of_a_bare_request_is_as_the_defaults_have_it()
    {
        using TestIssuer issuer = new();

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        key.Scope.Should().Be(Requests.Avatar);
        key.Permissions.Should().Be(Permissions.Read);
        key.NotBefore.Should().Be(TestIssuer.Noon.AddMinutes(-5));
        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(15));
        key.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
        key.Enforced.Should().Be(ConstraintKinds.None);
        key.Id.Version.Should().Be(7);
        key.Id.Variant.Should().BeInRange(8, 11);
    }
}
