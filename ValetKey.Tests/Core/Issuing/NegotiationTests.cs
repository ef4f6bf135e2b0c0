using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

public sealed class NegotiationTests
{
    private sealed record StorageClass(string Name) : KeyExtra;

    private sealed record EncryptionScope(string Name) : KeyExtra;

    [Test]
    public async Task First_form_that_can_express_the_request_is_taken()
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3(requirement: null));
        KeyScope scope = Requests.Avatar;

        (await issuer.IssueAsync(new KeyRequest(scope, Permissions.Write))).Form.Should().Be(KeyForm.SignedUrl);
        (await issuer.IssueAsync(Requests.Write(new() { ContentLength = LengthRange.Exactly(5) }))).Form.Should().Be(KeyForm.SignedUrl);
        (await issuer.IssueAsync(Requests.Write(new() { ContentLength = LengthRange.AtMost(5) }))).Form.Should().Be(KeyForm.SignedForm);
        (await issuer.IssueAsync(Requests.Write(new() { ContentType = "image/*" }))).Form.Should().Be(KeyForm.SignedForm);
        (await issuer.IssueAsync(new KeyRequest(scope, Permissions.Read | Permissions.Write))).Form.Should().Be(KeyForm.TemporaryCredentials);
        (await issuer.IssueAsync(Requests.Read() with { Constraints = new() { HttpsOnly = true } })).Form.Should().Be(KeyForm.TemporaryCredentials);
    }

    [Test]
    public async Task Form_that_is_demanded_is_taken_though_another_comes_first()
    {
        using TestIssuer issuer = new(TestCapabilities.EveryForm());

        foreach (KeyForm form in Enum.GetValues<KeyForm>())
        {
            (await issuer.IssueAsync(Requests.Read() with { Form = form })).Form.Should().Be(form);
        }
    }

    [Test]
    public async Task Range_implies_exact_length_and_family_implies_one_type()
    {
        using TestIssuer issuer = new(new SignerCapabilities(new FormCapability(
            KeyForm.SignedForm,
            new PermissionRule(ResourceKinds.Object, Permissions.Write, ConstraintKinds.LengthRange | ConstraintKinds.ContentTypeFamily))));

        IssuedKey key = await issuer.IssueAsync(Requests.Write(new() { ContentLength = LengthRange.Exactly(5), ContentType = "image/png" }));

        key.Enforced.Should().Be(ConstraintKinds.ExactLength | ConstraintKinds.ContentType);
    }

    [Test]
    public async Task Exact_length_does_not_imply_a_range_nor_one_type_a_family()
    {
        using TestIssuer issuer = new(new SignerCapabilities(new FormCapability(
            KeyForm.SignedForm,
            new PermissionRule(ResourceKinds.Object, Permissions.Write, ConstraintKinds.ExactLength | ConstraintKinds.ContentType))));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Write(new() { ContentLength = LengthRange.AtMost(5), ContentType = "image/*" }));

        refusal.Shortfalls.Single().Constraints.Should().Be(ConstraintKinds.LengthRange | ConstraintKinds.ContentTypeFamily);
    }

    [Test]
    public async Task Several_rules_for_one_permission_add_up()
    {
        using TestIssuer issuer = new(new SignerCapabilities(new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(ResourceKinds.Object, Permissions.Write, ConstraintKinds.ExactLength),
            new PermissionRule(ResourceKinds.Object, Permissions.Write | Permissions.Read, ConstraintKinds.ContentType))));

        IssuedKey key = await issuer.IssueAsync(Requests.Write(new() { ContentLength = LengthRange.Exactly(5), ContentType = "a/b" }));

        key.Enforced.Should().Be(ConstraintKinds.ExactLength | ConstraintKinds.ContentType);
    }

    [Test]
    public async Task Constraint_must_hold_for_each_permission_that_uses_it()
    {
        using TestIssuer issuer = new(new SignerCapabilities(new FormCapability(
            KeyForm.SignedQuery,
            new PermissionRule(ResourceKinds.Object, Permissions.Write, ConstraintKinds.ContentType | ConstraintKinds.HttpsOnly),
            new PermissionRule(ResourceKinds.Object, Permissions.Create, ConstraintKinds.HttpsOnly),
            new PermissionRule(ResourceKinds.Object, Permissions.Read))
        { CombinesPermissions = true }));
        KeyRequest Ask(Permissions permissions, KeyConstraints constraints) => new(Requests.Avatar, permissions) { Constraints = constraints };

        IssuedKey readWrite = await issuer.IssueAsync(Ask(Permissions.Write | Permissions.Read, new() { ContentType = "a/b" }));
        ValetKeyException type = await issuer.RefusalOf(Ask(Permissions.Write | Permissions.Create, new() { ContentType = "a/b" }));
        ValetKeyException https = await issuer.RefusalOf(Ask(Permissions.Write | Permissions.Read, new() { HttpsOnly = true }));

        readWrite.Enforced.Should().Be(ConstraintKinds.ContentType);
        type.Shortfalls.Single().Constraints.Should().Be(ConstraintKinds.ContentType);
        https.Shortfalls.Single().Constraints.Should().Be(ConstraintKinds.HttpsOnly);
    }

    [TestCase("object:c/a", true)]
    [TestCase("object:c/a#v", false)]
    [TestCase("prefix:c/a/", false)]
    [TestCase("container:c", true)]
    public async Task Rule_speaks_only_of_its_kinds_of_resource(string scope, bool isOpened)
    {
        using TestIssuer issuer = new(new SignerCapabilities(new FormCapability(
            KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object | ResourceKinds.Container, Permissions.Read))));
        KeyRequest request = new(KeyScope.Parse(scope, null), Permissions.Read);

        if (isOpened)
        {
            (await issuer.IssueAsync(request)).Scope.Should().Be(request.Scope);
            return;
        }

        ValetKeyException refusal = await issuer.RefusalOf(request);
        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Shortfalls.Single().Resource.Should().Be(request.Scope.Kind);
    }

    [Test]
    public async Task Extras_are_granted_where_declared_and_refused_elsewhere()
    {
        using TestIssuer issuer = new(new SignerCapabilities(
            new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Write)),
            new FormCapability(KeyForm.SignedForm, new PermissionRule(ResourceKinds.Object, Permissions.Write)) { Extras = [typeof(StorageClass)] }));
        KeyRequest request = Requests.Write() with { Extras = [new StorageClass("cold")] };

        IssuedKey key = await issuer.IssueAsync(request);
        ValetKeyException refusal = await issuer.RefusalOf(request with { Extras = [new StorageClass("cold"), new EncryptionScope("e")] });

        key.Form.Should().Be(KeyForm.SignedForm);
        issuer.Signer.Grants.Single().Extras.Should().Equal(new StorageClass("cold"));
        refusal.Shortfalls[0].Extras.Should().Equal("StorageClass", "EncryptionScope");
        refusal.Shortfalls[1].Extras.Should().Equal("EncryptionScope");
        refusal.Message.Should().Contain("A signed URL: does not know StorageClass, EncryptionScope.");
    }

    [TestCase(0, true)]
    [TestCase(1, false)]
    public async Task Longest_life_of_a_form_counts_from_issue_to_expiry_margin_and_all(int seconds, bool fits)
    {
        using TestIssuer issuer = new(
            new SignerCapabilities(new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Read))
            {
                MaximumLifetime = TimeSpan.FromMinutes(10),
            }),
            o => o.ClockSkew = new() { ExpiryMargin = TimeSpan.FromMinutes(1) });
        KeyRequest request = Requests.Read() with { Lifetime = TimeSpan.FromMinutes(9) + TimeSpan.FromSeconds(seconds) };

        if (fits)
        {
            (await issuer.IssueAsync(request)).ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(10));
            return;
        }

        (await issuer.RefusalOf(request)).Shortfalls.Single().MaximumLifetime.Should().Be(TimeSpan.FromMinutes(10));
    }
}
