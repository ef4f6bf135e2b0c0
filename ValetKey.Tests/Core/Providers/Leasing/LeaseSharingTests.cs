using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core.Providers.Leasing;

/// <summary>One call for all who wait, which nobody's giving up ends.</summary>
internal sealed class LeaseSharingTests : LeaseTestBase
{
    private const int Many = 1000;

    private static readonly AsyncLocal<string?> Context = new();

    private readonly TaskCompletionSource _gate = new();

    [Test]
    public async Task A_thousand_that_wait_make_one_call()
    {
        Source.Gate = _gate.Task;

        Task<Task<FakeSecret>>[] callers = [.. Enumerable.Range(0, Many).Select(_ => Task.Factory.StartNew(() => GetAsync()))];
        Task<FakeSecret>[] waiting = await Task.WhenAll(callers);
        _gate.SetResult();

        (await Task.WhenAll(waiting)).Should().HaveCount(Many).And.OnlyContain(secret => ReferenceEquals(secret, Source.Given[0]));
        Source.Count.Should().Be(1);
    }

    [Test]
    public async Task What_was_obtained_is_at_hand()
    {
        FakeSecret first = await GetAsync();

        AtOnce().Should().BeSameAs(first);
        GetAsync().IsCompletedSuccessfully.Should().BeTrue();
        Source.Count.Should().Be(1);
    }

    [Test]
    public async Task Keys_do_not_share_and_do_not_wait_for_each_other()
    {
        Source.Gate = _gate.Task;
        Task<FakeSecret> waiting = GetAsync(key: "slow");
        await Eventually.TrueAsync(() => Source.Count == 1);
        Source.Gate = Task.CompletedTask;

        (await GetAsync(key: "quick")).Key.Should().Be("quick");
        waiting.IsCompleted.Should().BeFalse();
        _gate.SetResult();
        (await waiting).Key.Should().Be("slow");
    }

    [Test]
    public async Task The_first_to_give_up_does_not_end_the_call_for_the_others()
    {
        Source.Gate = _gate.Task;
        using CancellationTokenSource impatient = new();
        Task<FakeSecret> gone = GetAsync(cancellationToken: impatient.Token);
        Task<FakeSecret> patient = GetAsync();

        await impatient.CancelAsync();

        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        _gate.SetResult();
        (await patient).Should().BeSameAs(Source.Given.Single());
    }

    [Test]
    public async Task What_all_gave_up_is_kept_when_it_comes()
    {
        Source.Gate = _gate.Task;
        using CancellationTokenSource impatient = new();
        Task<FakeSecret>[] gone = [.. Enumerable.Range(0, 10).Select(_ => GetAsync(cancellationToken: impatient.Token))];
        await impatient.CancelAsync();
        Array.ForEach(gone, task => task.IsCanceled.Should().BeTrue());

        _gate.SetResult();

        await Eventually.TrueAsync(() => Cache.Find(Key, Need()) is not null);
        (await GetAsync()).Number.Should().Be(1);
    }

    [Test]
    public async Task A_failure_that_all_gave_up_is_not_served_later()
    {
        (Source.Gate, Source.Fault) = (_gate.Task, new HttpRequestException());
        using CancellationTokenSource impatient = new();
        Task<FakeSecret> gone = GetAsync(cancellationToken: impatient.Token);
        await impatient.CancelAsync();
        await FluentActions.Awaiting(() => gone).Should().ThrowAsync<OperationCanceledException>();
        _gate.SetResult();
        await Eventually.TrueAsync(() => Log.Collector.Count == 1);
        Source.Fault = null;

        Time.Advance(TimeSpan.FromHours(3));

        (await GetAsync()).Number.Should().Be(2);
    }

    [Test]
    public async Task Who_has_given_up_already_makes_no_call()
    {
        await FluentActions.Awaiting(() => GetAsync(cancellationToken: new CancellationToken(canceled: true)))
            .Should().ThrowAsync<OperationCanceledException>();

        (Source.Count, Cache.Count).Should().Be((0, 0));
    }

    [Test]
    public async Task The_call_has_nothing_of_the_first_callers_context()
    {
        Context.Value = "tenant-3";
        string? seen = "nothing";
        Source.Answer = _ =>
        {
            seen = Context.Value;
            return new Lease<FakeSecret>(new FakeSecret(Key, 1));
        };

        await GetAsync();

        seen.Should().BeNull();
    }
}
