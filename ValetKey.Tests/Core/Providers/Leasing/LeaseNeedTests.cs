using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>What a need says where nothing was set, and what it has of a grant.</summary>
public sealed class LeaseNeedTests
{
    private static readonly DateTimeOffset Noon = TestIssuer.Noon;

    [Test]
    public void Defaults_follow_each_other()
    {
        LeaseNeed need = new() { Now = Noon, MinimumEnd = Noon.AddMinutes(1) };

        (need.PreferredEnd, need.RequestedEnd).Should().Be((Noon.AddMinutes(1), Noon.AddMinutes(1)));
        (need.LatestEnd, need.LatestStart).Should().Be((DateTimeOffset.MaxValue, DateTimeOffset.MaxValue));
        (need with { PreferredEnd = Noon.AddMinutes(2) }).RequestedEnd.Should().Be(Noon.AddMinutes(2));
    }

    [Test]
    public void Options_have_their_defaults()
    {
        LeaseCacheOptions options = new() { IssuerName = "media", LeaseName = "secret" };

        (options.Capacity, options.CallTimeout, options.Patience).Should().Be((1000, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3)));
        (options.RenewalShare, options.LongestRenewalAhead, options.RefreshInterval, options.RepeatInterval)
            .Should().Be((1 / 3.0, TimeSpan.MaxValue, null, TimeSpan.FromMinutes(1)));
        options.Jitter.Should().BeNull();
        double[] chances = [.. Enumerable.Range(0, 100).Select(_ => options.NextJitter())];
        chances.Should().OnlyContain(chance => chance >= 0 && chance < 1);
        chances.Distinct().Should().HaveCountGreaterThan(90);
    }

    [Test]
    public async Task A_stable_grant_has_the_real_time_beside_the_start_of_its_window()
    {
        using TestIssuer issuer = new();
        issuer.Time.Advance(TimeSpan.FromMinutes(37));

        await issuer.IssueAsync(Requests.Read() with
        {
            StableFor = TimeSpan.FromMinutes(30),
            Lifetime = TimeSpan.FromHours(1),
            MinimumLifetime = TimeSpan.FromMinutes(5),
        });
        await issuer.IssueAsync(Requests.Read());

        (issuer.Signer.Grants[0].IssuedAt, issuer.Signer.Grants[0].Now).Should().Be((Noon.AddMinutes(30), Noon.AddMinutes(37)));
        LeaseNeed.Of(issuer.Signer.Grants[0]).Should().Be(new LeaseNeed { Now = Noon.AddMinutes(37), MinimumEnd = Noon.AddMinutes(42) });
        issuer.Signer.Grants[1].Now.Should().Be(issuer.Signer.Grants[1].IssuedAt);
    }

    [Test]
    public void A_grant_made_by_hand_is_given_when_it_is_issued() => new KeyGrant
    {
        Id = Guid.Empty,
        Scope = Requests.Avatar,
        Permissions = Permissions.Read,
        Form = KeyForm.SignedUrl,
        IssuedAt = Noon,
        NotBefore = Noon,
        ExpiresAt = Noon.AddMinutes(1),
        MinimumExpiresAt = Noon.AddSeconds(1),
    }.Now.Should().Be(Noon);

    [Test]
    public void A_lease_shows_nothing_of_its_value() =>
        new Lease<string>("hunter2", Noon).ToString().Should().Be("lease until 2026-11-01 12:00:00Z [secret]");
}
