using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>Every permission on queues against every request: only the right one opens.</summary>
public sealed class QueueMisuseTests : LocalQueueTests
{
    private static readonly Permissions[] Keys =
    [
        Permissions.Send, Permissions.Receive, Permissions.Peek, Permissions.Update,
        Permissions.Send | Permissions.Peek, Permissions.Receive | Permissions.Update, TestQueue.All,
    ];

    private static IEnumerable<TestCaseData> Matrix() => Keys.SelectMany(key => QueueTry.Every.Select(use => new TestCaseData(key, use)));

    [TestCaseSource(nameof(Matrix))]
    public async Task A_key_opens_what_it_permits_and_no_more(Permissions permissions, QueueTry use)
    {
        (TestQueue queue, Received held) = await StageAsync();
        SignedQuery key = await queue.KeyAsync(permissions);

        Answer answer = await Storage.SendAsync(use.ToRequest(key.BaseUrl, key.Query, held));

        if ((use.Needs & permissions) != 0)
        {
            answer.IsSuccess.Should().BeTrue(answer.Text);
            return;
        }

        bool exists = use.Needs != Permissions.None;
        answer.ShouldRefuse(
            exists ? HttpStatusCode.Forbidden : HttpStatusCode.MethodNotAllowed,
            exists ? LocalRefusalReasons.PermissionMissing : LocalRefusalReasons.MethodNotAllowed);
        await ShouldBeUnchangedAsync(queue, held);
    }

    [TestCaseSource(typeof(QueueTry), nameof(QueueTry.Every))]
    public async Task Another_queue_stays_shut(QueueTry use)
    {
        (TestQueue queue, Received held) = await StageAsync();
        SignedQuery key = await NewQueue().KeyAsync();
        SignedQuery own = await queue.KeyAsync();

        Answer answer = await Storage.SendAsync(use.ToRequest(own.BaseUrl, key.Query, held));

        answer.ShouldForbid(LocalRefusalReasons.SignatureMismatch);
        await ShouldBeUnchangedAsync(queue, held);
    }

    [Test]
    public async Task A_message_of_another_queue_is_not_found()
    {
        (TestQueue queue, Received held) = await StageAsync();
        TestQueue other = NewQueue();

        Answer deleted = await other.DeleteAsync(held);
        Answer changed = await other.UpdateAsync(held, TimeSpan.Zero, Bodies.Text("an intruder's"));

        deleted.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        changed.ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        await ShouldBeUnchangedAsync(queue, held);
    }

    [Test]
    public async Task There_is_nothing_else_under_a_queue(
        [Values("GET", "POST", "PUT", "DELETE")] string method,
        [Values("", "/", "/x", "/Messages", "/message", "/%6Dessages", "/messages/", "/messages//", "/messages/{id}/x", "/messages/../messages")]
        string path)
    {
        (TestQueue queue, Received held) = await StageAsync();
        SignedQuery key = await queue.KeyAsync();
        string target = new Uri(key.BaseUrl).AbsolutePath + path.Replace("{id}", held.Id, StringComparison.Ordinal);
        string added = method is "GET" or "POST" ? "" : $"&receipt={held.Receipt}";

        string answer = await Storage.SendRawAsync(RawHttp.Get($"{target}?{key.Query}{added}", method, "Content-Length: 0"));

        RawHttp.StatusOf(answer).Should().BeOneOf(400, 404, 405);
        await ShouldBeUnchangedAsync(queue, held);
    }

    [Test]
    public async Task Without_a_key_a_queue_that_has_messages_and_one_that_has_none_look_alike()
    {
        (TestQueue queue, _) = await StageAsync();

        Answer full = await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{Storage.Host.Url}@{queue.Name}/messages"));
        Answer empty = await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{Storage.Host.Url}@none/messages"));

        full.ShouldForbid(LocalRefusalReasons.KeyMissing);
        full.Text.Should().Be(empty.Text);
    }

    /// <summary>One message that somebody holds, and one that waits.</summary>
    private async Task<(TestQueue Queue, Received Held)> StageAsync()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("held", "waiting");
        return (queue, await queue.ReceiveOneAsync());
    }

    private static async Task ShouldBeUnchangedAsync(TestQueue queue, Received held)
    {
        Received waiting = (await queue.PeekAsync()).Should().ContainSingle().Subject;
        (waiting.Text, waiting.Receives).Should().Be(("waiting", 0));
        (await queue.UpdateAsync(held, TimeSpan.Zero)).ShouldBe(HttpStatusCode.NoContent);
        Received[] all = await queue.PeekAsync();
        all.Select(message => message.Text).Should().BeEquivalentTo("held", "waiting");
    }
}
