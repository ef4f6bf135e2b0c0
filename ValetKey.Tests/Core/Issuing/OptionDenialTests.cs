using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Issuing;

[InForeignCultures]
public sealed class OptionDenialTests
{
    [Test]
    public async Task Permission_that_is_not_allowed_is_denied()
    {
        using TestIssuer issuer = new(options: o => o.AllowedPermissions = Permissions.Read | Permissions.Create);

        ValetKeyException refusal =
            await issuer.RefusalOf(new KeyRequest(Requests.Avatar, Permissions.Read | Permissions.Delete | Permissions.Write));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Be("Write, Delete is not allowed here; AllowedPermissions are Read, Create.");
    }

    [TestCase("object:media/tenant1/a", true)]
    [TestCase("object:media/tenant1/a#v", true)]
    [TestCase("prefix:media/tenant1/x/", true)]
    [TestCase("object:media/tenant10/a", false)]
    [TestCase("object:media/tenant1", false)]
    [TestCase("object:other/tenant1/a", false)]
    [TestCase("container:media", false)]
    [TestCase("prefix:media/tenant10/", false)]
    [TestCase("object:single/one", true)]
    [TestCase("object:single/one#v", false)]
    public async Task Scope_outside_the_allowed_ones_is_denied(string scope, bool isAllowed)
    {
        using TestIssuer issuer = new(options: o =>
        {
            o.AllowedScopes.Add(KeyScope.Parse("prefix:media/tenant1/", null));
            o.AllowedScopes.Add(KeyScope.Parse("object:single/one", null));
        });
        KeyRequest request = new(KeyScope.Parse(scope, null), Permissions.Read);

        if (isAllowed)
        {
            (await issuer.IssueAsync(request)).Scope.Should().Be(request.Scope);
            return;
        }

        ValetKeyException refusal = await issuer.RefusalOf(request);
        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Be($"{scope} lies outside AllowedScopes.");
    }

    [TestCase(3600, true)]
    [TestCase(3601, false)]
    [TestCase(86400, false)]
    public async Task Longer_life_than_the_maximum_is_denied_not_cut(int seconds, bool isAllowed)
    {
        using TestIssuer issuer = new();
        KeyRequest request = Requests.Read() with { Lifetime = TimeSpan.FromSeconds(seconds) };

        if (isAllowed)
        {
            (await issuer.IssueAsync(request)).ExpiresAt.Should().Be(TestIssuer.Noon.AddSeconds(seconds));
            return;
        }

        ValetKeyException refusal = await issuer.RefusalOf(request);
        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should().Match("Lifetime is *; it must be from 00:00:01 to MaximumLifetime, 01:00:00.");
    }

    [Test]
    public async Task Endless_life_is_denied()
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Lifetime = TimeSpan.MaxValue });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
    }

    [TestCase(45, true)]
    [TestCase(46, false)]
    public async Task Start_in_the_future_counts_against_the_maximum(int startMinutes, bool isAllowed)
    {
        using TestIssuer issuer = new();
        KeyRequest request = Requests.Read() with { Constraints = new() { NotBefore = TestIssuer.Noon.AddMinutes(startMinutes) } };

        if (isAllowed)
        {
            (await issuer.IssueAsync(request)).ExpiresAt.Should().Be(TestIssuer.Noon.AddHours(1));
            return;
        }

        ValetKeyException refusal = await issuer.RefusalOf(request);
        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
        refusal.Message.Should()
            .Match("Constraints.NotBefore is *: with a lifetime of 00:15:00 the key would end later than MaximumLifetime, 01:00:00, from now.");
    }

    [Test]
    public async Task Start_at_the_end_of_time_is_denied()
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with { Constraints = new() { NotBefore = DateTimeOffset.MaxValue } });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Denied);
    }
}
