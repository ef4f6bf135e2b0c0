using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Faults;

/// <summary>A service that stops finishes what is under way, and takes nothing new.</summary>
public sealed class ShutdownTests
{
    // More than the buffers of a connection hold, so that the service is in the middle of it.
    private const int Length = 32 * 1024 * 1024;

    [Test]
    public async Task An_upload_that_is_under_way_is_finished([Values] bool isMapped)
    {
        await using Service service = await Service.StartAsync(isMapped, TimeSpan.FromMinutes(1));
        SlowBody body = new(Length);
        Task<Answer> upload = service.SendAsync((await service.KeyAsync(Permissions.Write)).CreateRequest(body));
        await body.Started;

        Task stopping = service.StopAsync();
        await service.RefusesConnectionsAsync();
        stopping.IsCompleted.Should().BeFalse();
        body.Finish();

        (await upload).ShouldBe(HttpStatusCode.Created);
        await stopping;
    }

    [Test]
    public async Task A_download_that_is_under_way_is_finished([Values] bool isMapped)
    {
        await using Service service = await Service.StartAsync(isMapped, TimeSpan.FromMinutes(1));
        await service.SendAsync((await service.KeyAsync(Permissions.Write)).CreateRequest(Bodies.Bytes(new byte[Length])));
        using HttpResponseMessage response = await service.Client.SendAsync(
            (await service.KeyAsync(Permissions.Read)).CreateRequest(), HttpCompletionOption.ResponseHeadersRead);

        Task stopping = service.StopAsync();
        await service.RefusesConnectionsAsync();
        stopping.IsCompleted.Should().BeFalse();
        byte[] content = await response.Content.ReadAsByteArrayAsync();

        content.Should().HaveCount(Length);
        await stopping;
    }

    [Test]
    public async Task What_takes_longer_than_it_may_is_broken_off_and_leaves_nothing([Values] bool isMapped)
    {
        await using Service service = await Service.StartAsync(isMapped, TimeSpan.FromMilliseconds(200));
        SlowBody body = new(Length);
        Task<Answer> upload = service.SendAsync((await service.KeyAsync(Permissions.Write)).CreateRequest(body));
        await body.Started;

        await service.StopAsync();
        body.Finish();

        await upload.Invoking(it => it).Should().ThrowAsync<HttpRequestException>();
        await Eventually.TrueAsync(() => Directory.GetFiles(Path.Combine(service.RootPath, "tmp")).Length == 0);
        Directory.GetFiles(Path.Combine(service.RootPath, "objects"), "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    /// <summary>The same storage by itself, or in an application.</summary>
    private sealed class Service(TestStorage? own, WebHost? mapped) : IAsyncDisposable
    {
        public HttpClient Client => own?.Client ?? mapped!.Client;

        public string RootPath => own?.RootPath ?? mapped!.RootPath;

        public static async Task<Service> StartAsync(bool isMapped, TimeSpan shutdownTimeout)
        {
            if (!isMapped)
            {
                return new Service(await TestStorage.StartAsync(options => options.ShutdownTimeout = shutdownTimeout), null);
            }

            WebHost host = WebHost.BuildOne(
                configureServices: services => services.Configure<HostOptions>(options => options.ShutdownTimeout = shutdownTimeout));
            host.App.MapValetKeyLocalStorage();
            await host.App.StartAsync();
            return new Service(null, host);
        }

        public async Task<SignedUrl> KeyAsync(Permissions permission) =>
            await (own?.Issuer ?? mapped!.Issuer()).IssueUrlAsync(KeyScope.ForObject("c", "o"), permission);

        public async Task<Answer> SendAsync(HttpRequestMessage request) => await Answer.OfAsync(await Client.SendAsync(request));

        public Task StopAsync() => own?.Host.StopAsync() ?? mapped!.App.StopAsync();

        public async Task RefusesConnectionsAsync()
        {
            Uri url = own?.Host.Url ?? new Uri(mapped!.App.Urls.First());
            await Eventually.TrueAsync(() =>
            {
                using TcpClient client = new();
                try
                {
                    client.Connect(url.Host, url.Port);
                    return false;
                }
                catch (SocketException)
                {
                    return true;
                }
            });
        }

        public ValueTask DisposeAsync() => own?.DisposeAsync() ?? mapped!.DisposeAsync();
    }
}
