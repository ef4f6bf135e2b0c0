using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Time;

public sealed class CorrectedIssuerTests
{
    [TestCase(601)]
    [TestCase(-601)]
    public async Task Issued_keys_shift_by_the_measured_difference(int ahead)
    {
        using TestIssuer issuer = new();
        issuer.Clock.Observe(TestIssuer.Noon.AddSeconds(ahead), TimeSpan.Zero);

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        key.NotBefore.Should().Be(TestIssuer.Noon.AddSeconds(ahead).AddMinutes(-5));
        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddSeconds(ahead).AddMinutes(15));
    }

    [Test]
    public async Task Start_in_the_future_is_judged_by_the_services_clock()
    {
        using TestIssuer issuer = new();
        issuer.Clock.Observe(TestIssuer.Noon.AddMinutes(10), TimeSpan.Zero);

        ValetKeyException refusal =
            await issuer.RefusalOf(Requests.Read() with { Constraints = new() { NotBefore = TestIssuer.Noon.AddMinutes(5) } });

        refusal.Message.Should().StartWith("Constraints.NotBefore is ");
    }

    [TestCase(601)]
    [TestCase(-601)]
    public async Task A_key_whose_signer_learns_of_the_difference_on_the_way_is_signed_anew(int ahead)
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (grant, _) =>
        {
            issuer.Clock.Observe(TestIssuer.Noon.AddSeconds(ahead), TimeSpan.Zero);
            return ValueTask.FromResult(TestKeys.Of(grant));
        };

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        key.NotBefore.Should().Be(TestIssuer.Noon.AddSeconds(ahead).AddMinutes(-5));
        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddSeconds(ahead).AddMinutes(15));
        issuer.Signer.Grants.Should().HaveCount(2);
    }

    [Test]
    public async Task A_difference_beyond_the_bound_that_is_learnt_on_the_way_issues_nothing()
    {
        using TestIssuer issuer = new();
        issuer.Signer.Make = (grant, _) =>
        {
            issuer.Clock.Observe(TestIssuer.Noon.AddMinutes(20), TimeSpan.Zero);
            return ValueTask.FromResult(TestKeys.Of(grant));
        };

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        refusal.Message.Should().StartWith("This machine's clock is off by -00:20:00.5");
    }

    [Test]
    public async Task Difference_beyond_the_bound_issues_nothing()
    {
        using TestIssuer issuer = new();
        issuer.Clock.Observe(TestIssuer.Noon.AddMinutes(20), TimeSpan.Zero);

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read());

        refusal.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        refusal.Message.Should().StartWith("This machine's clock is off by -00:20:00.5");
        issuer.Signer.Grants.Should().BeEmpty();
    }

    [Test]
    public async Task Bound_and_switch_come_from_the_options()
    {
        using TestIssuer wide = new(options: o => o.StorageClock.MaximumCorrection = TimeSpan.FromMinutes(30));
        using TestIssuer off = new(options: o => o.StorageClock.Enabled = false);
        wide.Clock.Observe(TestIssuer.Noon.AddMinutes(20), TimeSpan.Zero);
        off.Clock.Observe(TestIssuer.Noon.AddMinutes(20), TimeSpan.Zero);

        IssuedKey corrected = await wide.IssueAsync(Requests.Read());
        IssuedKey plain = await off.IssueAsync(Requests.Read());

        corrected.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(35));
        plain.ExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(15));
    }
}
