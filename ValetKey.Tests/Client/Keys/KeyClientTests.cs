using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Local.Queues.Support;

namespace ValetKey.Tests.Client.Keys;

/// <summary>Keys by name, and messages that are sent with them.</summary>
[Parallelizable]
internal sealed class KeyClientTests : ClientTests
{
    [TestCase("url")]
    [TestCase("query")]
    public async Task A_body_of_any_bytes_arrives(string form)
    {
        TestQueue queue = new(Host.App.Services.GetRequiredService<IValetKeyIssuer>(), Host.App.Client, form);

        await Client.Keys.SendAsync($"queues/{form}", "one"u8.ToArray(), "text/plain");
        await Client.Keys.SendAsync($"queues/{form}", "two"u8.ToArray());

        (await queue.TextsAsync()).Should().BeEquivalentTo("one", "two");
    }

    [Test]
    public async Task A_key_that_does_not_send_sends_nothing()
    {
        Func<Task> send = () => Client.Keys.SendAsync("queues/peek", new byte[1]);
        Func<Task> read = () => Client.Keys.SendAsync("keys/pictures", new byte[1]);

        await send.Should().ThrowAsync<ArgumentException>();
        await read.Should().ThrowAsync<ArgumentException>();
    }

    [Test]
    public async Task A_key_is_had_by_its_name_and_a_refusal_says_why()
    {
        StorageKey key = await Client.Keys.GetAsync("keys/pictures");
        Func<Task> denied = () => Client.Keys.GetAsync("keys/all");
        Func<Task> unknown = () => Client.Keys.GetAsync("keys/unknown");
        Func<Task> elsewhere = () => Client.Keys.GetAsync("https://evil.example/keys");

        key.Should().BeOfType<StorageQuery>().Which.Operations.Should().Equal("read");
        (await denied.Should().ThrowAsync<TransferException>()).Which.Should().BeEquivalentTo(
            new { Reason = TransferFailure.Denied, StatusCode = HttpStatusCode.Forbidden, ProblemType = "urn:valetkey:problem:denied" });
        (await unknown.Should().ThrowAsync<TransferException>()).Which.Reason.Should().Be(TransferFailure.NotFound);
        await elsewhere.Should().ThrowAsync<ArgumentException>();
    }

    protected override void Map(WebApplication app) => app.MapKeys<QueueKeys>("/queues", "store");
}
