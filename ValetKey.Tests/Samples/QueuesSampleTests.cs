using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The sample for queues as a reader runs it: three processes, two of which hold nothing but a key.</summary>
internal sealed class QueuesSampleTests
{
    private static readonly string Program = ChildProcess.PathTo("samples/Queues", "Queues");

    [Test]
    public async Task One_process_sends_and_another_receives()
    {
        ChildProcess run = await RunAsync([], []);

        ShouldHaveGoneWell(run);
        run.Output.Should().Contain("local storage at http://127.0.0.1:");
    }

    [Test]
    public async Task It_runs_on_Azure_too()
    {
        Azurite azurite = await Azurite.RequirePlainAsync();

        ChildProcess run = await RunAsync(["--provider", "azure"], await SampleStores.EnvironmentOfAsync("azure"));

        ShouldHaveGoneWell(run);
        run.Output.Should().NotContain(azurite.Account.Key1);
    }

    [TestCase("--provider", "nimbus")]
    [TestCase("--fast", "yes")]
    [TestCase("send", "nimbus")]
    public async Task Wrong_arguments_are_told_and_fail(string option, string value)
    {
        ChildProcess run = await RunAsync([option, value], []);

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("Usage: dotnet run --project samples/Queues [-- --provider local|azure]");
    }

    private static void ShouldHaveGoneWell(ChildProcess run)
    {
        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().ContainAll(
            "send     | sent 20 messages", "send     | receiving with the same key: 403",
            "receive  | handled 20 messages, from job 1 to job 20", "receive  | sending with the same key: 403",
            "valet    | the queue is empty");
        run.Output.Should().NotContain("sig=");
    }

    private static Task<ChildProcess> RunAsync(string[] arguments, Dictionary<string, string> environment) =>
        ChildProcess.RunAsync(ChildProcess.Dotnet, [Program, .. arguments], environment);
}
