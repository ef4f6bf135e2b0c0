using Microsoft.Extensions.Options;
using ValetKey.Local;

namespace ValetKey.Tests.Local.Queues;

public sealed class QueueOptionsTests
{
    [Test]
    public void The_defaults_are_these()
    {
        LocalQueueOptions options = new LocalStorageOptions().Queues;

        options.MaximumMessageBytes.Should().Be(65_536);
        options.VisibilityTimeout.Should().Be(TimeSpan.FromSeconds(30));
        options.TimeToLive.Should().Be(TimeSpan.FromDays(7));
        options.MaximumReceives.Should().Be(5);
        new LocalStorageHostOptions().Queues.Should().BeEquivalentTo(options);
    }

    [TestCase(0, 0, 0, -1)]
    [TestCase(1_048_577, 604_801, 315_360_001, 1_001)]
    public async Task Faults_are_told_at_the_start(int bytes, int visibility, int life, int receives)
    {
        Func<Task> start = () => LocalStorageHost.StartAsync(options =>
        {
            options.RootPath = "data";
            options.Queues.MaximumMessageBytes = bytes;
            options.Queues.VisibilityTimeout = TimeSpan.FromSeconds(visibility);
            options.Queues.TimeToLive = TimeSpan.FromSeconds(life);
            options.Queues.MaximumReceives = receives;
        });

        IEnumerable<string> faults = (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures;

        faults.Select(fault => fault.Split(' ')[0]).Should().Equal(
            "Queues:MaximumMessageBytes", "Queues:VisibilityTimeout", "Queues:TimeToLive", "Queues:MaximumReceives");
    }

    [TestCase(1, 1, 1, 0)]
    [TestCase(1_048_576, 604_800, 315_360_000, 1_000)]
    public void The_ends_of_the_ranges_are_taken(int bytes, int visibility, int life, int receives)
    {
        LocalStorageOptions options = new() { RootPath = "data" };
        options.Queues.MaximumMessageBytes = bytes;
        options.Queues.VisibilityTimeout = TimeSpan.FromSeconds(visibility);
        options.Queues.TimeToLive = TimeSpan.FromSeconds(life);
        options.Queues.MaximumReceives = receives;

        LocalStorageOptionsRules.FaultsOf(options).Should().BeEmpty();
    }
}
