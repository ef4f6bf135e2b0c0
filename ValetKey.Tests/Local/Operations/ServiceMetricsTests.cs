using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using ValetKey.Diagnostics;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Operations;

/// <summary>What a service measures: an upload, a download, part of one, a refusal, a listing, a message.</summary>
[NonParallelizable]
public sealed class ServiceMetricsTests
{
    private const string Name = "measured";
    private const int Half = 4 * 1024 * 1024;
    private const string SecretName = "very-private-name";

    private static readonly string[] Labels =
    [
        "valetkey.storage", "valetkey.operation", "http.response.status_code", "error.type", "network.io.direction",
    ];

    [Test]
    public async Task Requests_refusals_and_bytes_are_counted_by_operation()
    {
        using MetricCollector<long> requests = Collect<long>("valetkey.storage.requests");
        using MetricCollector<long> refused = Collect<long>("valetkey.storage.refused");
        using MetricCollector<long> bytes = Collect<long>("valetkey.storage.io");
        using MetricCollector<double> durations = Collect<double>("valetkey.storage.request.duration");

        await UseAsync();

        Tagged(requests, "valetkey.operation", "http.response.status_code").Should().Equal(
            "Create 403", "Delete 404", "List 200", "Read 200", "Read 206", "Send 201", "Unknown 403", "Write 201");
        Tagged(refused, "valetkey.operation", "error.type").Should().Equal(
            "Create permission-missing", "Delete not-found", "Unknown key-missing");
        Tagged(durations, "valetkey.operation", "error.type").Should().Equal(
            "Create permission-missing", "Delete not-found", "List ", "Read ", "Read ", "Send ", "Unknown key-missing", "Write ");
        Of(durations).Should().AllSatisfy(measured => measured.Value.Should().BeInRange(0.000_001, 60));
        Of(bytes).Select(measured => $"{measured.Tags["valetkey.operation"]} {measured.Tags["network.io.direction"]} {measured.Value}")
            .Order(StringComparer.Ordinal).Should().Equal("Read transmit 1000", "Read transmit 11", "Write receive 1000");
    }

    [Test]
    public async Task No_secret_and_no_name_is_in_a_label()
    {
        using MetricCollector<long> requests = Collect<long>("valetkey.storage.requests");
        using MetricCollector<long> refused = Collect<long>("valetkey.storage.refused");
        using MetricCollector<long> bytes = Collect<long>("valetkey.storage.io");
        using MetricCollector<double> durations = Collect<double>("valetkey.storage.request.duration");

        await UseAsync();

        KeyValuePair<string, object?>[] labels = [.. Of(requests).Concat(Of(refused)).Concat(Of(bytes)).SelectMany(measured => measured.Tags),
            .. Of(durations).SelectMany(measured => measured.Tags)];
        labels.Should().NotBeEmpty().And.AllSatisfy(label =>
        {
            label.Key.Should().BeOneOf(Labels);
            $"{label.Value}".Should().NotContain(SecretName).And.NotContain("127.0.0.1").And.NotContain("sig=");
        });
    }

    [Test]
    public async Task A_broken_off_upload_counts_what_came_of_it()
    {
        using MetricCollector<long> bytes = Collect<long>("valetkey.storage.io");
        using MetricCollector<long> requests = Collect<long>("valetkey.storage.requests");
        using MetricCollector<double> durations = Collect<double>("valetkey.storage.request.duration");
        await using WebHost host = await StartAsync();
        Uri url = (await host.KeyAsync(Name)).ToUri();
        using (TcpClient client = new())
        {
            await client.ConnectAsync(url.Host, url.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(RawHttp.Get(url.PathAndQuery, "PUT", $"Content-Length: {2 * Half}")));
            await client.GetStream().WriteAsync(new byte[Half]);
            await Eventually.TrueAsync(() => Directory.GetFiles(Path.Combine(host.RootPath, "tmp")).Length == 1);
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await Eventually.TrueAsync(() => Of(bytes).Length == 1);
        Tagged(durations, "valetkey.operation", "error.type").Should().Equal("Write aborted");
        Tagged(requests, "valetkey.operation", "http.response.status_code").Should().Equal("Write ");
        Of(bytes).Should().ContainSingle().Which.Value.Should().BeInRange(1, Half);
    }

    [Test]
    public async Task Disk_and_content_are_observed()
    {
        using MetricCollector<long> stored = Collect<long>("valetkey.storage.stored");
        using MetricCollector<long> free = Collect<long>("valetkey.storage.disk.free");
        await using WebHost host = await StartAsync();
        (await host.SendAsync((await host.KeyAsync(Name)).CreateRequest(Bodies.Bytes(new byte[1_234])))).ShouldBe(HttpStatusCode.Created);

        stored.RecordObservableInstruments();
        free.RecordObservableInstruments();

        Of(stored).Should().ContainSingle().Which.Value.Should().Be(1_234);
        Of(free).Should().ContainSingle().Which.Value.Should().BeInRange(1, new DriveInfo(host.RootPath).TotalSize);
    }

    private static async Task UseAsync()
    {
        await using WebHost host = await StartAsync();
        IValetKeyIssuer issuer = host.Issuer(Name);
        SignedQuery key = await issuer.IssueQueryAsync(
            new KeyRequest(KeyScope.ForContainer("c"), Permissions.Write | Permissions.Read | Permissions.List | Permissions.Delete));
        SignedUrl read = await issuer.IssueUrlAsync(KeyScope.ForObject("c", SecretName), Permissions.Read);
        SignedQuery queue = await issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForQueue("q"), Permissions.Send));
        HttpRequestMessage range = read.CreateRequest();
        range.Headers.Add("Range", "bytes=10-20");

        (await host.SendAsync(key.CreateRequest(Permissions.Write, SecretName, Bodies.Bytes(new byte[1_000])))).ShouldBe(HttpStatusCode.Created);
        (await host.SendAsync(read.CreateRequest())).ShouldBe(HttpStatusCode.OK);
        (await host.SendAsync(range)).ShouldBe(HttpStatusCode.PartialContent);
        (await host.SendAsync(key.CreateRequest(Permissions.List))).ShouldBe(HttpStatusCode.OK);
        (await host.SendAsync(key.CreateRequest(Permissions.Delete, "gone"))).ShouldBe(HttpStatusCode.NotFound);
        (await host.SendAsync(queue.CreateRequest(Permissions.Send, content: Bodies.Text("x")))).ShouldBe(HttpStatusCode.Created);
        (await host.SendAsync(new HttpRequestMessage(HttpMethod.Put, read.Url) { Content = Bodies.Text("x") })).ShouldForbid("permission-missing");
        (await host.SendAsync(new HttpRequestMessage(HttpMethod.Get, read.Url[..read.Url.IndexOf('?')]))).ShouldForbid("key-missing");

        // A client has its answer before the service has measured it.
        await host.App.StopAsync();
    }

    private static async Task<WebHost> StartAsync()
    {
        WebHost host = WebHost.Build((builder, root) => builder.AddLocalStorage(Name, options => options.RootPath = root));
        host.App.MapValetKeyLocalStorage();
        await host.App.StartAsync();
        return host;
    }

    private static MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(null, ValetKeyTelemetry.MeterName, instrument);

    /// <summary>Other tests measure too.</summary>
    private static CollectedMeasurement<T>[] Of<T>(MetricCollector<T> collector)
        where T : struct => [.. collector.GetMeasurementSnapshot().Where(measured => Name.Equals(measured.Tags["valetkey.storage"]))];

    private static string[] Tagged<T>(MetricCollector<T> collector, string first, string second)
        where T : struct => [.. Of(collector).Select(measured => $"{measured.Tags[first]} {measured.Tags[second]}").Order(StringComparer.Ordinal)];
}
