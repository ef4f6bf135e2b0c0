using System.Net;

namespace ValetKey.Tests.Servers;

/// <summary>nginx has what its owner put there, and gives it to nobody without a link.</summary>
[NonParallelizable]
internal sealed class NginxServerTests
{
    [Test]
    public async Task Owner_puts_reads_lists_and_deletes()
    {
        NginxServer nginx = await NginxServer.RequireAsync();
        string container = NginxServer.CreateContainer();

        await nginx.PutAsync(container, "a/ö b", "content"u8.ToArray());
        (await nginx.FindAsync(container, "a/ö b")).Should().Equal("content"u8.ToArray());
        nginx.List(container).Should().Equal("a/ö b");
        nginx.Delete(container, "a/ö b");

        (await nginx.FindAsync(container, "a/ö b")).Should().BeNull();
        nginx.List(container).Should().BeEmpty();
    }

    [Test]
    public async Task Request_without_a_signature_is_refused()
    {
        NginxServer nginx = await NginxServer.RequireAsync();
        string container = NginxServer.CreateContainer();
        await nginx.PutAsync(container, "a", "content"u8.ToArray());

        using HttpResponseMessage response = await nginx.Client.GetAsync(new Uri(nginx.Endpoint, $"/{container}/a"));

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }
}
