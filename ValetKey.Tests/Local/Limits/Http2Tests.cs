using System.Net;
using System.Security.Cryptography.X509Certificates;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Local.Limits;

/// <summary>With a certificate the service speaks HTTP/2 to whoever does.</summary>
public sealed class Http2Tests
{
    private const int Length = 300_000;

    [Test]
    public async Task The_client_chooses_the_version_and_everything_works([Values("1.1", "2.0")] string version)
    {
        await using TestStorage storage = await StartAsync();
        string name = string.Concat(Enumerable.Repeat("€", 341)); // 1,023 bytes, 3,069 in a URL.
        SignedQuery key = await storage.QueryAsync(
            KeyScope.ForPrefix("c", name[..100] + "/"), Permissions.Write | Permissions.Read | Permissions.List | Permissions.Append);
        string path = name[..100] + "/" + name[..240];

        Answer stored = await SendAsync(storage, key.CreateRequest(Permissions.Write, path, Bodies.Text(new string('x', Length))), version);
        Answer appended = await SendAsync(storage, key.CreateRequest(Permissions.Append, path, Bodies.Chunked("yz")), version);
        Answer read = await SendAsync(storage, key.CreateRequest(Permissions.Read, path), version);

        stored.ShouldBe(HttpStatusCode.Created);
        appended.ShouldBe(HttpStatusCode.OK);
        read.Text.Should().Be(new string('x', Length) + "yz");
    }

    [Test]
    public async Task Limits_hold_for_the_streams_of_one_connection()
    {
        await using TestStorage storage = await StartAsync(limits =>
        {
            limits.ConcurrencyPerKey = 2;
            limits.MaximumObjectSize = Length;
            limits.Quotas["q"] = 10;
        });
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write);
        SlowBody[] bodies = [.. Enumerable.Range(0, 12).Select(_ => new SlowBody(Length))];

        Task<Answer>[] uploads = [.. bodies.Select(body => SendAsync(storage, key.CreateRequest(body), "2.0"))];
        Answer[] refused = await RefusedAsync(uploads, count: 8);

        refused.Should().AllSatisfy(answer => answer.ShouldRefuse(HttpStatusCode.TooManyRequests, LocalRefusalReasons.TooManyRequests));
        Array.ForEach(bodies, body => body.Finish());
        (await Task.WhenAll(uploads)).Count(answer => answer.IsSuccess).Should().BeInRange(2, 4, "as many wait for a moment as are let in");
        (await SendAsync(storage, key.CreateRequest(Bodies.Bytes(new byte[Length + 1])), "2.0"))
            .ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.ObjectTooLarge);
        SignedUrl quota = await storage.UrlAsync(KeyScope.ForObject("q", "o"), Permissions.Write);
        (await SendAsync(storage, quota.CreateRequest(Bodies.Chunked("12345678901")), "2.0"))
            .ShouldRefuse(HttpStatusCode.InsufficientStorage, LocalRefusalReasons.QuotaExceeded);
    }

    private static async Task<Answer[]> RefusedAsync(Task<Answer>[] uploads, int count)
    {
        List<Task<Answer>> open = [.. uploads];
        List<Answer> done = [];
        while (done.Count < count)
        {
            Task<Answer> next = await Task.WhenAny(open);
            open.Remove(next);
            done.Add(await next);
        }

        return [.. done];
    }

    private static async Task<Answer> SendAsync(TestStorage storage, HttpRequestMessage request, string version)
    {
        request.Version = Version.Parse(version);
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        HttpResponseMessage response = await storage.Client.SendAsync(request);
        response.Version.Should().Be(Version.Parse(version));
        return await Answer.OfAsync(response);
    }

    private static Task<TestStorage> StartAsync(Action<LocalLimitOptions>? limit = null)
    {
        X509Certificate2 certificate = Loopback.CreateCertificate("localhost"); // Kestrel and the client hold it until the end.
        return TestStorage.StartAsync(options =>
        {
            options.Certificate = certificate;
            limit?.Invoke(options.Limits);
        });
    }
}
