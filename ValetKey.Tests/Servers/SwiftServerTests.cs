using System.Net;

namespace ValetKey.Tests.Servers;

/// <summary>Swift stores, and checks who asks: without that, no test that stands on it proves anything.</summary>
[NonParallelizable]
internal sealed class SwiftServerTests
{
    [Test]
    public async Task Owner_puts_reads_lists_and_deletes()
    {
        SwiftServer swift = await SwiftServer.RequireAsync();
        string container = await swift.CreateContainerAsync();

        await swift.PutAsync(container, "a/ö b", "content"u8.ToArray());
        (await swift.FindAsync(container, "a/ö b")).Should().Equal("content"u8.ToArray());
        (await swift.ListAsync(container)).Should().Equal("a/ö b");
        await swift.DeleteAsync(container, "a/ö b");

        (await swift.FindAsync(container, "a/ö b")).Should().BeNull();
        (await swift.ListAsync(container)).Should().BeEmpty();
    }

    [Test]
    public async Task Request_without_a_signature_is_refused()
    {
        SwiftServer swift = await SwiftServer.RequireAsync();
        string container = await swift.CreateContainerAsync();
        await swift.PutAsync(container, "a", "content"u8.ToArray());

        using HttpResponseMessage response = await swift.Client.GetAsync(new Uri(swift.Endpoint, $"/v1/{SwiftServer.Account}/{container}/a"));

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }
}
