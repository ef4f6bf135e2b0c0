using System.Net;
using System.Xml.Linq;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Messages are sent, looked at, taken, kept hidden and deleted with the keys for that, and with no others.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class QueueTests : AzureServerTests
{
    private static readonly Permissions[] Every = [Permissions.Send, Permissions.Peek, Permissions.Receive, Permissions.Update];

    private static readonly Signature[] Signatures = [.. Signature.Every.Where(signature => signature.Kind != Signature.Kinds.Delegation)];

    [TestCaseSource(nameof(Signatures))]
    public async Task Message_is_sent_and_peeked_at_by_url(Signature signature)
    {
        QueueClient queue = await CreateQueueAsync();
        SignedUrl send = await IssuerOf(signature).IssueUrlAsync(KeyScope.ForQueue(queue.Name), Permissions.Send);
        SignedUrl peek = await IssuerOf(signature).IssueUrlAsync(KeyScope.ForQueue(queue.Name), Permissions.Peek);

        (await SendAsync(send.CreateSendRequest("a & b"))).Should().Be(HttpStatusCode.Created);

        (await TextAsync(peek.CreateRequest())).Should().Contain("<MessageText>a &amp; b</MessageText>");
        PeekedMessage[] messages = await queue.PeekMessagesAsync(32);
        messages.Select(message => message.MessageText).Should().Equal("a & b");
    }

    [TestCaseSource(nameof(Signatures))]
    public async Task Message_lives_through_all_by_one_query(Signature signature)
    {
        const Permissions All = Permissions.Send | Permissions.Peek | Permissions.Receive | Permissions.Update;
        QueueClient queue = await CreateQueueAsync();
        SignedQuery key = await IssueAsync(signature, queue, All);

        (await SendAsync(key.CreateSendRequest("first"))).Should().Be(HttpStatusCode.Created);
        (await TextAsync(key.CreateRequest(Permissions.Peek))).Should().Contain("first");
        (string id, string receipt) = await ReceiveAsync(key);
        using HttpRequestMessage change = key.CreateUpdateRequest(id, receipt, "second");
        using HttpResponseMessage changed = await Azurite.Client.SendAsync(change);

        changed.StatusCode.Should().Be(HttpStatusCode.NoContent);
        (await TextAsync(key.CreateRequest(Permissions.Peek))).Should().Contain("second");
        string newReceipt = changed.Headers.GetValues("x-ms-popreceipt").Single();
        (await SendAsync(key.CreateMessageRequest(Permissions.Receive, id, newReceipt))).Should().Be(HttpStatusCode.NoContent);
        ((QueueProperties)await queue.GetPropertiesAsync()).ApproximateMessagesCount.Should().Be(0);
    }

    [Test]
    public async Task Message_that_is_kept_hidden_is_not_seen()
    {
        QueueClient queue = await CreateQueueAsync();
        await queue.SendMessageAsync("hidden");
        SignedQuery key = await IssueAsync(Signature.FirstKey, queue, Permissions.Receive | Permissions.Update | Permissions.Peek);
        (string id, string receipt) = await ReceiveAsync(key);

        HttpStatusCode status = await SendAsync(key.CreateUpdateRequest(id, receipt, "hidden still", TimeSpan.FromHours(1)));

        status.Should().Be(HttpStatusCode.NoContent);
        (await TextAsync(key.CreateRequest(Permissions.Peek))).Should().NotContain("hidden");
    }

    [TestCaseSource(nameof(Uses))]
    public async Task Query_opens_the_operations_of_its_permission_alone(Permissions permission, QueueUse use)
    {
        QueueClient queue = await CreateQueueAsync();
        QueueMessage message = await StoreAndReceiveAsync(queue);
        SignedQuery key = await IssueAsync(Signature.FirstKey, queue, permission);

        HttpStatusCode status = await SendAsync(use.ToRequest(queue.Uri.AbsoluteUri, key.Query, message.MessageId, message.PopReceipt));

        await ShouldBeAllowedByAsync(permission, use, status, queue, message);
    }

    [TestCaseSource(nameof(UsesOfUrls))]
    public async Task Url_opens_the_operations_of_its_permission_alone(Permissions permission, QueueUse use)
    {
        QueueClient queue = await CreateQueueAsync();
        QueueMessage message = await StoreAndReceiveAsync(queue);
        SignedUrl key = await IssuerOf(Signature.FirstKey).IssueUrlAsync(KeyScope.ForQueue(queue.Name), permission);

        HttpStatusCode status = await SendAsync(use.ToRequest(queue.Uri.AbsoluteUri, SasMisuse.TokenOf(key), message.MessageId, message.PopReceipt));

        await ShouldBeAllowedByAsync(permission, use, status, queue, message);
    }

    [TestCaseSource(typeof(QueueUse), nameof(QueueUse.Every))]
    public async Task Key_for_the_neighbour_opens_nothing_here(QueueUse use)
    {
        const Permissions All = Permissions.Send | Permissions.Peek | Permissions.Receive | Permissions.Update;
        QueueClient queue = await CreateQueueAsync();
        QueueMessage message = await StoreAndReceiveAsync(queue);
        SignedQuery key = await IssueAsync(Signature.FirstKey, Messages, All);

        HttpStatusCode status = await SendAsync(use.ToRequest(queue.Uri.AbsoluteUri, key.Query, message.MessageId, message.PopReceipt));

        status.Should().Be(Refused);
        await ShouldBeUnchangedAsync(queue, message);
    }

    private static IEnumerable<TestCaseData> Uses() =>
        Every.SelectMany(permission => QueueUse.Every.Select(use => new TestCaseData(permission, use)));

    private static IEnumerable<TestCaseData> UsesOfUrls() =>
        Every[..2].SelectMany(permission => QueueUse.Every.Select(use => new TestCaseData(permission, use)));

    private static async Task<QueueMessage> StoreAndReceiveAsync(QueueClient queue)
    {
        await queue.SendMessageAsync("received");
        QueueMessage[] received = await queue.ReceiveMessagesAsync(1, TimeSpan.FromHours(1));
        await queue.SendMessageAsync("waiting");
        return received.Single();
    }

    private static async Task ShouldBeAllowedByAsync(
        Permissions permission, QueueUse use, HttpStatusCode status, QueueClient queue, QueueMessage message)
    {
        if ((use.Needs & permission) != 0)
        {
            ((int)status).Should().BeInRange(200, 299);
            return;
        }

        status.Should().Be(Refused);
        await ShouldBeUnchangedAsync(queue, message);
    }

    private static async Task ShouldBeUnchangedAsync(QueueClient queue, QueueMessage received)
    {
        QueueProperties properties = await queue.GetPropertiesAsync();
        PeekedMessage[] waiting = await queue.PeekMessagesAsync(32);
        UpdateReceipt stillHeld = await queue.UpdateMessageAsync(received.MessageId, received.PopReceipt, visibilityTimeout: TimeSpan.FromHours(1));

        properties.ApproximateMessagesCount.Should().Be(2);
        properties.Metadata.Should().BeEmpty();
        waiting.Should().ContainSingle()
            .Which.Should().Match<PeekedMessage>(message => message.MessageText == "waiting" && message.DequeueCount == 0);
        stillHeld.PopReceipt.Should().NotBeEmpty();
    }

    private ValueTask<SignedQuery> IssueAsync(Signature signature, QueueClient queue, Permissions permissions) =>
        IssuerOf(signature).IssueQueryAsync(new KeyRequest(KeyScope.ForQueue(queue.Name), permissions));

    private async Task<(string Id, string Receipt)> ReceiveAsync(SignedQuery key)
    {
        XElement message = XDocument.Parse(await TextAsync(key.CreateRequest(Permissions.Receive))).Descendants("QueueMessage").Single();
        return (message.Element("MessageId")!.Value, message.Element("PopReceipt")!.Value);
    }

    private async Task<QueueClient> CreateQueueAsync()
    {
        QueueClient queue = Azurite.CreateQueues().GetQueueClient($"messages-{Guid.NewGuid():n}");
        await queue.CreateAsync();
        return queue;
    }
}
