using System.Net;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Issuing;

public sealed class RefusalMessageTests
{
    private const string Preamble = "'test' has no form of key in which the storage service would enforce all of this request. ";

    private static readonly (string Name, KeyRequest Request, string Message)[] Rows =
    [
        (
            "several permissions",
            new(Requests.Avatar, Permissions.Read | Permissions.Create),
            "A signed URL: gives one permission a key. "
            + "A signed form: does not give Read, Create there, gives one permission a key. "
            + "Temporary credentials: needs RoleArn, does not give Create there. "
            + "What would help: ask for one key per permission, each with the constraints that it can use."),
        (
            "several permissions that credentials could give",
            new(Requests.Avatar, Permissions.Read | Permissions.Write),
            "A signed URL: gives one permission a key. "
            + "A signed form: does not give Read there, gives one permission a key. "
            + "Temporary credentials: needs RoleArn. "
            + "What would help: set RoleArn, and temporary credentials can; or ask for one key per permission, "
            + "each with the constraints that it can use."),
        (
            "a range where a create needs an exact length",
            new(Requests.Avatar, Permissions.Create) { Constraints = new() { ContentLength = LengthRange.AtMost(100) } },
            "A signed URL: would not enforce LengthRange. "
            + "A signed form: does not give Create there. "
            + "Temporary credentials: needs RoleArn, does not give Create there. "
            + "What would help: let the client declare the size, check it, and bind it with LengthRange.Exactly."),
        (
            "a family where a create needs one type",
            new(Requests.Avatar, Permissions.Create) { Constraints = new() { ContentType = "image/*" } },
            "A signed URL: would not enforce ContentTypeFamily. "
            + "A signed form: does not give Create there. "
            + "Temporary credentials: needs RoleArn, does not give Create there. "
            + "What would help: let the client declare the content type, check it, and bind that one type."),
        (
            "a form that cannot",
            Requests.Read() with { Form = KeyForm.SignedForm },
            "A signed URL: is not the form that was asked for. "
            + "A signed form: does not give Read there. "
            + "Temporary credentials: is not the form that was asked for, needs RoleArn. "
            + "What would help: leave Form open, and a signed URL can."),
        (
            "a form that is not there",
            Requests.Read() with { Form = KeyForm.BearerToken },
            "A signed URL: is not the form that was asked for. "
            + "A signed form: is not the form that was asked for, does not give Read there. "
            + "Temporary credentials: is not the form that was asked for, needs RoleArn. "
            + "What would help: leave Form open, and a signed URL can."),
        (
            "a locked form on demand",
            new(KeyScope.ForContainer("media"), Permissions.List) { Form = KeyForm.TemporaryCredentials },
            "A signed URL: is not the form that was asked for, does not open a resource of kind Container. "
            + "A signed form: is not the form that was asked for, does not open a resource of kind Container. "
            + "Temporary credentials: needs RoleArn. "
            + "What would help: set RoleArn, and temporary credentials can."),
        (
            "nothing helps",
            new(KeyScope.ForQueue("jobs"), Permissions.Send) { Constraints = new() { SingleUse = true } },
            "A signed URL: does not open a resource of kind Queue. "
            + "A signed form: does not open a resource of kind Queue. "
            + "Temporary credentials: needs RoleArn, does not open a resource of kind Queue. "
            + "Ask for less, or another provider."),
        (
            "constraints of a read",
            Requests.Read() with { Constraints = new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Loopback), SingleUse = true } },
            "A signed URL: would not enforce ClientNetwork, SingleUse. "
            + "A signed form: does not give Read there. "
            + "Temporary credentials: needs RoleArn, would not enforce SingleUse. "
            + "Ask for less, or another provider."),
    ];

    public static IEnumerable<TestCaseData> Cases() => Rows.Select(row => new TestCaseData(row.Request, row.Message).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Cases))]
    public async Task Refusal_says_what_each_form_lacks_and_what_would_help(KeyRequest request, string message)
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3());

        ValetKeyException refusal = await issuer.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Be(Preamble + message);
        refusal.Shortfalls.Select(shortfall => shortfall.Form).Should().Equal(KeyForm.SignedUrl, KeyForm.SignedForm, KeyForm.TemporaryCredentials);
        issuer.Signer.Grants.Should().BeEmpty();
    }

    [Test]
    public async Task Too_long_a_life_is_told_with_the_longest_that_works()
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3(), o => o.MaximumLifetime = TimeSpan.FromDays(30));

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Lifetime = TimeSpan.FromDays(8) });

        refusal.Message.Should().Contain("A signed URL: ends 7.00:00:00 after issue at the latest.")
            .And.EndWith("What would help: ask for a key that ends within 7.00:00:00 of its issue.");
    }

    [Test]
    public async Task Shortfalls_are_structured()
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3(), o => o.MaximumLifetime = TimeSpan.FromDays(30));

        ValetKeyException refusal = await issuer.RefusalOf(new KeyRequest(KeyScope.ForPrefix("media", "a/"), Permissions.Write | Permissions.List)
        {
            Lifetime = TimeSpan.FromDays(8),
            Constraints = new() { ContentType = "image/png", ContentLength = LengthRange.AtMost(5) },
        });

        refusal.Shortfalls.Should().BeEquivalentTo(
        [
            new FormShortfall
            {
                Form = KeyForm.SignedUrl, Resource = ResourceKinds.Prefix, Permissions = Permissions.Write | Permissions.List,
                OnePermissionOnly = true, MaximumLifetime = TimeSpan.FromDays(7),
            },
            new FormShortfall { Form = KeyForm.SignedForm, Permissions = Permissions.List, OnePermissionOnly = true },
            new FormShortfall
            {
                Form = KeyForm.TemporaryCredentials, Constraints = ConstraintKinds.ContentType | ConstraintKinds.LengthRange,
                MaximumLifetime = TimeSpan.FromHours(12), Requirement = "RoleArn",
            },
        ], o => o.WithStrictOrdering());
    }

    [Test]
    public async Task Form_behind_a_setting_is_never_chosen()
    {
        using TestIssuer locked = new(TestCapabilities.LikeS3());
        using TestIssuer open = new(TestCapabilities.LikeS3(requirement: null));
        KeyRequest request = new(KeyScope.ForContainer("media"), Permissions.List);

        (await locked.RefusalOf(request)).Shortfalls[2].Requirement.Should().Be("RoleArn");
        (await open.IssueAsync(request)).Form.Should().Be(KeyForm.TemporaryCredentials);
    }

    [Test]
    public async Task What_is_said_to_help_does_help()
    {
        using TestIssuer issuer = new(TestCapabilities.LikeS3());

        (await issuer.IssueAsync(new KeyRequest(Requests.Avatar, Permissions.Read))).Form.Should().Be(KeyForm.SignedUrl);
        (await issuer.IssueAsync(new KeyRequest(Requests.Avatar, Permissions.Create))).Form.Should().Be(KeyForm.SignedUrl);
        (await issuer.IssueAsync(
            new KeyRequest(Requests.Avatar, Permissions.Create) { Constraints = new() { ContentLength = LengthRange.Exactly(100) } }))
            .Enforced.Should().Be(ConstraintKinds.ExactLength);
    }
}
