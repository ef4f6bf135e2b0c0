using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues.Support;

/// <summary>One service for all tests of a fixture; each test takes queues of its own.</summary>
public abstract class LocalQueueTests : LocalTests
{
    private int _queues;

    private protected TestQueue NewQueue() => Queue($"q{Interlocked.Increment(ref _queues)}");

    private protected TestQueue Queue(string name) => new(Storage.Issuer, Storage.Client, name);
}
