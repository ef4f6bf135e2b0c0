using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

/// <summary>What cannot be understood is refused as a whole, and changes nothing.</summary>
public sealed class QueueParameterTests : LocalQueueTests
{
    private const string Good = "0123456789abcdef0123456789abcdef";

    [TestCase("GET", "count=0")]
    [TestCase("GET", "count=33")]
    [TestCase("GET", "count=-1")]
    [TestCase("GET", "count=+1")]
    [TestCase("GET", "count=1.0")]
    [TestCase("GET", "count=1%00")]
    [TestCase("GET", "count=")]
    [TestCase("GET", "count")]
    [TestCase("GET", "count=99999999999")]
    [TestCase("GET", "count=1&count=1")]
    [TestCase("GET", "Count=1")]
    [TestCase("GET", "visibility=0")]
    [TestCase("GET", "visibility=604801")]
    [TestCase("GET", "visibility=1s")]
    [TestCase("GET", "visibility=1&Visibility=1")]
    [TestCase("GET", "receipt=" + Good)]
    [TestCase("GET", "peekonly=true")]
    [TestCase("GET", "peek=false")]
    [TestCase("GET", "peek=True")]
    [TestCase("GET", "peek=")]
    [TestCase("GET", "PEEK=true")]
    [TestCase("GET", "peek=true&peek=true")]
    [TestCase("GET", "peek=true&visibility=1")]
    [TestCase("GET", "peek=true&count=33")]
    [TestCase("POST", "visibility=1")]
    [TestCase("POST", "x=y")]
    [TestCase("POST", "x")]
    [TestCase("DELETE", "")]
    [TestCase("DELETE", "receipt=")]
    [TestCase("DELETE", "receipt=x")]
    [TestCase("DELETE", "receipt={" + Good + "}")]
    [TestCase("DELETE", "receipt=" + Good + "0")]
    [TestCase("DELETE", "receipt=" + Good + "&receipt=" + Good)]
    [TestCase("DELETE", "receipt=" + Good + "&visibility=1")]
    [TestCase("PUT", "receipt=" + Good)]
    [TestCase("PUT", "visibility=1")]
    [TestCase("PUT", "receipt=" + Good + "&visibility=-1")]
    [TestCase("PUT", "receipt=" + Good + "&visibility=604801")]
    [TestCase("PUT", "receipt=" + Good + "&visibility=1&count=1")]
    public async Task A_parameter_that_is_not_understood_is_refused(string method, string added)
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        SignedQuery key = await queue.KeyAsync();
        string path = method is "PUT" or "DELETE" ? $"/messages/{Good}" : "/messages";

        Answer answer = await Storage.SendAsync(new HttpRequestMessage(
            new HttpMethod(method), $"{key.BaseUrl}{path}?{key.Query}{(added.Length == 0 ? "" : "&")}{added}")
        {
            Content = method is "PUT" or "POST" ? Bodies.Text("y") : null,
        });

        answer.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        (await queue.PeekAsync()).Should().ContainSingle().Which.Should().Match<Received>(message => message.Text == "x" && message.Receives == 0);
    }

    [TestCase(Good, "")]
    [TestCase("x", "")]
    [TestCase("0123456789ABCDEF0123456789ABCDEF", "")]
    [TestCase("..%2F", "")]
    public async Task An_id_that_no_message_has_is_not_found(string id, string added)
    {
        SignedQuery key = await NewQueue().KeyAsync();

        Answer answer = await Storage.SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, $"{key.BaseUrl}/messages/{id}?{key.Query}&receipt={Good}{added}"));

        ((int)answer.Status).Should().BeOneOf(400, 404);
        answer.Reason.Should().BeOneOf(LocalRefusalReasons.MessageNotFound, LocalRefusalReasons.RequestMalformed);
    }

    [Test]
    public async Task An_id_is_written_in_one_way()
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received message = await queue.ReceiveOneAsync();
        string shouted = message.Id.ToUpperInvariant();

        shouted.Should().NotBe(message.Id);
        (await queue.DeleteAsync(message with { Id = shouted })).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.MessageNotFound);
        (await queue.DeleteAsync(message)).ShouldBe(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task A_header_that_a_message_cannot_keep_is_refused([Values] bool isSent)
    {
        TestQueue queue = NewQueue();
        await queue.SendAsync("x");
        Received held = await queue.ReceiveOneAsync();
        HttpContent encoded = Bodies.Text("y");
        encoded.Headers.ContentEncoding.Add("gzip");
        HttpContent typed = Bodies.Text("y", "text/" + new string('x', 251));

        foreach (HttpContent content in new[] { encoded, typed })
        {
            Answer answer = isSent ? await queue.SendAsync(content) : await queue.UpdateAsync(held, TimeSpan.Zero, content);

            answer.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        }

        (await queue.TextsAsync()).Should().BeEmpty();
    }
}
