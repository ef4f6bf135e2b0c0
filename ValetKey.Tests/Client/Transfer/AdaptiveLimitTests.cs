using Microsoft.Extensions.Time.Testing;
using ValetKey.Client.Transfer;

namespace ValetKey.Tests.Client.Transfer;

/// <summary>How many requests there are at once.</summary>
internal sealed class AdaptiveLimitTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void It_begins_with_two_and_grows_while_that_makes_it_faster()
    {
        using AdaptiveLimit limit = new(16, _time);
        List<int> grown = [limit.Current];

        for (int round = 0; round < 4; round++)
        {
            Window(limit, seconds: 1); // As many parts as there are at once in the same time: twice as fast.
            grown.Add(limit.Current);
        }

        grown.Should().Equal(2, 4, 8, 16, 16);
    }

    [Test]
    public void What_makes_it_no_faster_is_not_gone_on_with()
    {
        using AdaptiveLimit limit = new(16, _time);
        Window(limit, seconds: 1);

        Window(limit, seconds: 2);
        Window(limit, seconds: 2);

        limit.Current.Should().Be(4);
    }

    [Test]
    public void Too_much_is_halved_once_for_all_that_hear_it_at_once()
    {
        using AdaptiveLimit limit = new(16, _time);
        Window(limit, seconds: 1);
        Window(limit, seconds: 1);

        limit.BackOff();
        limit.BackOff();

        limit.Current.Should().Be(4);
        Window(limit, seconds: 1);
        limit.Current.Should().Be(5, "from then on it grows by one");
    }

    [Test]
    public async Task No_more_are_let_in_than_there_are_places()
    {
        using AdaptiveLimit limit = new(16, _time);
        Window(limit, seconds: 1);
        Task[] inside = [.. Enumerable.Range(0, 5).Select(_ => limit.EnterAsync(default))];
        inside.Count(task => task.IsCompleted).Should().Be(4);

        limit.BackOff();
        limit.Leave(0);
        limit.Leave(0);

        inside[4].IsCompleted.Should().BeFalse("two have left, and there are two places less");
        limit.Leave(0);
        await inside[4];
    }

    [Test]
    public void It_never_falls_below_one()
    {
        using AdaptiveLimit limit = new(1, _time);

        limit.BackOff();

        limit.Current.Should().Be(1);
        limit.EnterAsync(default).IsCompleted.Should().BeTrue();
    }

    private void Window(AdaptiveLimit limit, int seconds)
    {
        int parts = limit.Current;
        _time.Advance(TimeSpan.FromSeconds(seconds));
        for (int part = 0; part < parts; part++)
        {
            limit.EnterAsync(default).IsCompleted.Should().BeTrue();
        }

        for (int part = 0; part < parts; part++)
        {
            limit.Leave(1000);
        }
    }
}
