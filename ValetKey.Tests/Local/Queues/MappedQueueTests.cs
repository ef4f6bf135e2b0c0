using Microsoft.AspNetCore.Builder;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues;

public sealed class MappedQueueTests
{
    [Test]
    public async Task A_queue_of_a_mapped_service_is_under_its_path()
    {
        await using WebHost host = WebHost.BuildOne();
        host.App.MapValetKeyLocalStorage("/files");
        await host.App.StartAsync();
        TestQueue queue = new(host.Issuer(), host.Client, "jobs");

        await queue.SendAsync("x");

        (await queue.KeyAsync()).BaseUrl.Should().EndWith("/files/@jobs");
        Received message = await queue.ReceiveOneAsync();
        (await queue.DeleteAsync(message)).IsSuccess.Should().BeTrue();
        (await queue.TextsAsync()).Should().BeEmpty();
    }
}
