using ValetKey.Tests.Gcp.Downscoping.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Downscoping;

/// <summary>A token serves equal requests while enough of its life is left, and a call that many wait for is made once.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class CacheTests
{
    private const int Many = 1000;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private TestDownscoper _downscoper = null!;

    [SetUp]
    public async Task SetUp() => _downscoper = await TestDownscoper.StartAsync();

    [TearDown]
    public async Task TearDown() => await _downscoper.DisposeAsync();

    [Test]
    public async Task A_token_serves_until_half_of_its_life_is_over()
    {
        BearerToken first = await _downscoper.IssueAsync(lifetime: Quarter);

        _downscoper.Time.Advance(TimeSpan.FromMinutes(7));
        BearerToken again = await _downscoper.IssueAsync(lifetime: Quarter);
        _downscoper.Time.Advance(TimeSpan.FromMinutes(1));
        BearerToken renewed = await _downscoper.IssueAsync(lifetime: Quarter);

        again.Token.Should().Be(first.Token);
        again.ExpiresAt.Should().Be(first.ExpiresAt);
        again.Id.Should().NotBe(first.Id);
        renewed.Token.Should().Be(FakeTokenServices.DownscopedToken(2));
        renewed.ExpiresAt.Should().Be(first.ExpiresAt.AddMinutes(8));
    }

    [Test]
    public async Task A_token_that_ends_too_early_for_the_caller_does_not_serve()
    {
        await _downscoper.IssueAsync(lifetime: Quarter);
        _downscoper.Time.Advance(TimeSpan.FromMinutes(5));

        IssuedKey key = await _downscoper.Issuer.IssueAsync(
            new KeyRequest(KeyScope.ForPrefix("pictures", "42/"), Permissions.Read)
            {
                Lifetime = Quarter,
                MinimumLifetime = TimeSpan.FromMinutes(12),
            });

        ((BearerToken)key).Token.Should().Be(FakeTokenServices.DownscopedToken(2));
    }

    [Test]
    public async Task What_opens_something_else_or_lives_longer_is_a_token_of_its_own()
    {
        string first = (await _downscoper.IssueAsync()).Token;

        string[] others =
        [
            (await _downscoper.IssueAsync(KeyScope.ForPrefix("pictures", "43/"))).Token,
            (await _downscoper.IssueAsync(KeyScope.ForContainer("pictures"))).Token,
            (await _downscoper.IssueAsync(KeyScope.ForPrefix("photos", "42/"))).Token,
            (await _downscoper.IssueAsync(permissions: Permissions.Read | Permissions.List)).Token,
            (await _downscoper.IssueAsync(lifetime: TimeSpan.FromMinutes(5))).Token,
        ];

        others.Append(first).Should().OnlyHaveUniqueItems();
        (await _downscoper.IssueAsync()).Token.Should().Be(first, "none drove it out");
    }

    [Test]
    public async Task A_thousand_that_wait_make_one_call()
    {
        TaskCompletionSource gate = new();
        _downscoper.Google.Gate = gate.Task;
        int begun = 0;

        Task<BearerToken>[] waiting = [.. Enumerable.Range(0, Many).Select(_ => Task.Run(() =>
        {
            Task<BearerToken> token = _downscoper.IssueAsync();
            Interlocked.Increment(ref begun);
            return token;
        }))];
        await Eventually.TrueAsync(() => begun == Many);
        gate.SetResult();

        (await Task.WhenAll(waiting)).Select(key => key.Token).Distinct().Should().ContainSingle();
        _downscoper.Google.Requests.Should().HaveCount(2, "one token and one exchange");
    }

    [Test]
    public async Task A_thousand_that_find_a_token_too_old_renew_it_once()
    {
        await _downscoper.IssueAsync(lifetime: Quarter);
        _downscoper.Time.Advance(TimeSpan.FromMinutes(10));

        BearerToken[] keys = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => Task.Run(() => _downscoper.IssueAsync(lifetime: Quarter))));

        keys.Select(key => key.Token).Distinct().Should().Equal(FakeTokenServices.DownscopedToken(2));
        _downscoper.Google.Exchanged.Should().HaveCount(2);
    }

    [Test]
    public async Task Who_gives_up_does_not_end_the_call_for_the_others()
    {
        TaskCompletionSource gate = new();
        _downscoper.Google.Gate = gate.Task;
        using CancellationTokenSource impatient = new();
        Task<BearerToken> gone = _downscoper.IssueAsync(cancellationToken: impatient.Token);
        Task<BearerToken> patient = _downscoper.IssueAsync();

        await impatient.CancelAsync();

        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        gate.SetResult();
        (await patient).Token.Should().Be(FakeTokenServices.DownscopedToken(1));
        _downscoper.Google.Exchanged.Should().ContainSingle();
    }

    [Test]
    public async Task A_failure_is_told_and_not_kept()
    {
        _downscoper.Google.Instead = (FakeTokenServices.ExchangePath, 503, "");
        await _downscoper.FaultOfAsync();
        _downscoper.Google.Instead = null;

        BearerToken key = await _downscoper.IssueAsync();

        key.Token.Should().Be(FakeTokenServices.DownscopedToken(2));
    }
}
