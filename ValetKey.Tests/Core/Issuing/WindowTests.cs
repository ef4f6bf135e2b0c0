using ValetKey.Providers;
using ValetKey.Tests.Core.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Issuing;

[InForeignCultures]
public sealed class WindowTests
{
    [TestCase(0, 900, -300, 900)]
    [TestCase(0.999, 900, -300, 900)]
    [TestCase(0.5, 1.9, -300, 1)]
    [TestCase(0, 1, -300, 1)]
    public async Task Times_are_whole_seconds_rounded_down(double nowSeconds, double lifetime, int notBefore, int expiresAt)
    {
        using TestIssuer issuer = new();
        issuer.Time.Advance(TimeSpan.FromSeconds(nowSeconds));

        IssuedKey key = await issuer.IssueAsync(Requests.Read() with { Lifetime = TimeSpan.FromSeconds(lifetime) });

        key.NotBefore.Should().Be(TestIssuer.Noon.AddSeconds(notBefore));
        key.ExpiresAt.Should().Be(TestIssuer.Noon.AddSeconds(expiresAt));
        issuer.Signer.Grants.Single().IssuedAt.Should().Be(TestIssuer.Noon);
    }

    [Test]
    public async Task Strict_policy_starts_now_and_ends_on_time()
    {
        using TestIssuer issuer = new(options: o => o.ClockSkew = ClockSkewPolicy.Strict);

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        (key.NotBefore, key.ExpiresAt).Should().Be((TestIssuer.Noon, TestIssuer.Noon.AddMinutes(15)));
    }

    [Test]
    public async Task Skew_policy_moves_the_start_back_and_the_end_out()
    {
        using TestIssuer issuer =
            new(options: o => o.ClockSkew = new() { StartBackdate = TimeSpan.FromSeconds(90.7), ExpiryMargin = TimeSpan.FromSeconds(30.7) });

        IssuedKey key = await issuer.IssueAsync(Requests.Read());

        (key.NotBefore, key.ExpiresAt).Should().Be((TestIssuer.Noon.AddSeconds(-90), TestIssuer.Noon.AddSeconds(930)));
    }

    [Test]
    public async Task Start_in_the_future_is_not_backdated_and_the_lifetime_counts_from_it()
    {
        using TestIssuer issuer = new();

        IssuedKey key = await issuer.IssueAsync(Requests.Read() with
        {
            Lifetime = TimeSpan.FromMinutes(10),
            Constraints = new() { NotBefore = TestIssuer.Noon.AddMinutes(20) },
        });

        (key.NotBefore, key.ExpiresAt).Should().Be((TestIssuer.Noon.AddMinutes(20), TestIssuer.Noon.AddMinutes(30)));
        issuer.Signer.Grants.Single().IssuedAt.Should().Be(TestIssuer.Noon);
    }

    [TestCase(60.3, 10.0, 61, 70)]
    [TestCase(60.3, 10.9, 61, 71)]
    [TestCase(60.0, 1.0, 60, 61)]
    [TestCase(0.1, 2.0, 1, 2)]
    public async Task Start_in_the_future_is_rounded_up_and_the_end_down(double start, double lifetime, int notBefore, int expiresAt)
    {
        using TestIssuer issuer = new();

        IssuedKey key = await issuer.IssueAsync(Requests.Read() with
        {
            Lifetime = TimeSpan.FromSeconds(lifetime),
            Constraints = new() { NotBefore = TestIssuer.Noon.AddSeconds(start) },
        });

        (key.NotBefore, key.ExpiresAt).Should().Be((TestIssuer.Noon.AddSeconds(notBefore), TestIssuer.Noon.AddSeconds(expiresAt)));
    }

    [Test]
    public async Task Life_too_short_for_a_whole_second_is_refused()
    {
        using TestIssuer issuer = new();

        ValetKeyException refusal = await issuer.RefusalOf(Requests.Read() with
        {
            Lifetime = TimeSpan.FromSeconds(1.5),
            Constraints = new() { NotBefore = TestIssuer.Noon.AddSeconds(60.4) },
        });

        refusal.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        refusal.Message.Should().Match("Lifetime is 00:00:01.5000000, which holds no whole second after *; give it 00:00:02 or more.");
    }

    [Test]
    public async Task Start_in_another_zone_gives_the_same_instant_in_UTC()
    {
        using TestIssuer issuer = new();
        DateTimeOffset start = TestIssuer.Noon.AddMinutes(20).ToOffset(TimeSpan.FromHours(9));

        IssuedKey key = await issuer.IssueAsync(Requests.Read() with { Constraints = new() { NotBefore = start } });

        key.NotBefore.EqualsExact(TestIssuer.Noon.AddMinutes(20)).Should().BeTrue();
        key.ExpiresAt.Offset.Should().Be(TimeSpan.Zero);
    }

    [Test]
    public async Task Stable_keys_have_the_same_times_within_the_window_and_others_after_it()
    {
        using TestIssuer issuer = new();
        KeyRequest request = Requests.Read() with { Lifetime = TimeSpan.FromMinutes(30), StableFor = TimeSpan.FromMinutes(10) };
        List<(DateTimeOffset NotBefore, DateTimeOffset ExpiresAt)> times = [];

        foreach (int step in new[] { 0, 1, 298, 300, 1 }) // to 12:00:00, :01, 12:04:59, 12:09:59, 12:10:00
        {
            issuer.Time.Advance(TimeSpan.FromSeconds(step));
            IssuedKey key = await issuer.IssueAsync(request);
            times.Add((key.NotBefore, key.ExpiresAt));
            key.ExpiresAt.Should().BeOnOrBefore(issuer.Time.GetUtcNow() + request.Lifetime!.Value);
            key.ExpiryLimit.Should().Be(ExpiryLimit.Stability);
        }

        times[..4].Should().AllBeEquivalentTo((TestIssuer.Noon.AddMinutes(-5), TestIssuer.Noon.AddMinutes(30)));
        times[4].Should().Be((TestIssuer.Noon.AddMinutes(5), TestIssuer.Noon.AddMinutes(40)));
        issuer.Signer.Grants.Should().OnlyContain(grant => grant.IsStable);
        issuer.Signer.Grants.Select(grant => grant.Id).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task Minimum_lifetime_reaches_the_signer_as_a_time()
    {
        using TestIssuer issuer = new();
        issuer.Time.Advance(TimeSpan.FromSeconds(0.7));

        await issuer.IssueAsync(Requests.Read() with { MinimumLifetime = TimeSpan.FromMinutes(3) });
        await issuer.IssueAsync(Requests.Read());
        await issuer.IssueAsync(
            Requests.Read() with { MinimumLifetime = TimeSpan.FromMinutes(3), Constraints = new() { NotBefore = TestIssuer.Noon.AddMinutes(1) } });
        KeyGrant[] grants = [.. issuer.Signer.Grants];

        grants[0].MinimumExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(3));
        grants[1].MinimumExpiresAt.Should().Be(TestIssuer.Noon.AddSeconds(1));
        grants[2].MinimumExpiresAt.Should().Be(TestIssuer.Noon.AddMinutes(4));
    }
}
