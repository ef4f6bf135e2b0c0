using ValetKey.Local.Verification;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>A queue and a container of the same name have nothing in common, and no spelling of the one's URL is the other's.</summary>
public sealed class QueueAndContainerTests : LocalQueueTests
{
    [TestCase("jobs")]
    [TestCase("@jobs")]
    public async Task A_key_for_a_queue_opens_no_container_of_its_name(string name)
    {
        await Storage.StoreAsync(name, "messages", "an object");
        SignedQuery key = await Queue(name).KeyAsync();

        await ShouldOpenNothingButAsync($"@{Escaped(name)}", name, key.Query);

        (await Storage.FetchAsync(name, "messages")).Should().Be("an object");
    }

    [TestCase("jobs", false)]
    [TestCase("@jobs", false)]
    [TestCase("jobs", true)]
    [TestCase("@jobs", true)]
    public async Task A_key_for_a_container_opens_no_queue_of_its_name(string name, bool isForOne)
    {
        TestQueue queue = Queue(name);
        await queue.SendAsync("a message");
        const Permissions all = Permissions.Read | Permissions.Write | Permissions.Append | Permissions.Delete;
        SignedQuery key = isForOne
            ? await Storage.QueryAsync(KeyScope.ForObject(name, "messages"), all)
            : await Storage.QueryAsync(KeyScope.ForContainer(name), all | Permissions.List);

        await ShouldOpenNothingButAsync(Escaped(name), name, key.Query);

        (await queue.TextsAsync()).Should().Equal("a message");
        await queue.DeleteAsync(await queue.ReceiveOneAsync());
    }

    /// <summary>Were a signature to fit both, the key would still say what it is for.</summary>
    [TestCase("/@jobs/messages", false)]
    [TestCase("/jobs/messages", true)]
    public async Task A_key_is_not_read_as_one_for_the_other_kind(string path, bool isForQueue)
    {
        SignedQuery key = isForQueue
            ? await Queue("jobs").KeyAsync()
            : await Storage.QueryAsync(KeyScope.ForContainer("jobs"), Permissions.Read);
        PresentedKey presented = PresentedKey.TryParse(key.Query)!;
        string own = isForQueue ? "/@jobs/messages" : "/jobs/messages";

        KeyReader.TryRead(presented, ResourcePath.TryParse(path)!).Should().BeNull();
        KeyReader.TryRead(presented, ResourcePath.TryParse(own)!)!.Scope.Should().Be(key.Scope);
    }

    private static string Escaped(string name) => Providers.PercentEncoding.Encode(name);

    /// <summary>The paths of the container and of the queue, and what somebody might take for one of them.</summary>
    private async Task ShouldOpenNothingButAsync(string own, string name, string token)
    {
        string[] paths = [Escaped(name), $"@{Escaped(name)}", $"%40{Escaped(name)}", $"@{name}", $"@@{name}", $"@/{Escaped(name)}"];
        foreach (string path in paths.Distinct().Where(path => path != own))
        {
            foreach (string method in new[] { "GET", "HEAD", "POST", "PUT", "DELETE" })
            {
                string answer = await Storage.SendRawAsync(RawHttp.Get($"/{path}/messages?{token}", method, "Content-Length: 0"));

                RawHttp.StatusOf(answer).Should().BeOneOf([400, 403], "{0} {1} is another's", method, path);
            }
        }
    }
}
