using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Local;
using ValetKey.Local.Queues;
using ValetKey.Local.Service;
using ValetKey.Local.Storage;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>A service without a server, with objects and messages to be had for a key, and others for which there is none.</summary>
internal sealed class FuzzWorld : IAsyncDisposable
{
    /// <summary>In the name or the content of what no key of the corpus opens, and in no request.</summary>
    public const string Hidden = "HIDDEN";

    private static readonly string[] Secrets = ["SECRET", "S-" + Hidden];
    private static readonly string[] Containers = ["read", "write", "form"];
    private static readonly IServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    private readonly TempFolder _folder = new();
    private readonly LocalStorage _storage;
    private readonly LocalKeyRing _ring;
    private readonly LocalStorageService _service;

    private FuzzWorld()
    {
        FakeTimeProvider time = new(TestStorage.Start);
        _storage = LocalStorage.Open(_folder.Path, time);
        _ring = LocalKeyRing.Open(_folder.Path, time);
        LocalStorageOptions options = new() { RootPath = _folder.Path };
        options.AllowedOrigins.Add("https://app.example");
        _service = new LocalStorageService("fuzzed", options, _storage.Store, _ring, time, NullLoggerFactory.Instance);
    }

    /// <summary>The requests of the corpus that are to be served.</summary>
    public byte[][] Valid { get; private set; } = [];

    /// <summary>All requests of the corpus.</summary>
    public byte[][] Requests { get; private set; } = [];

    public SignedParts Signed { get; private set; } = null!;

    /// <summary>What is to be read, by its path.</summary>
    public static Dictionary<string, byte[]> Readable { get; } = new()
    {
        ["/read/folder/a%20b"] = Encoding.UTF8.GetBytes("0123456789abcdefghij"),
        ["/read/folder/empty"] = [],
        ["/read/folder/large"] = [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i % 251))],
    };

    public static async Task<FuzzWorld> CreateAsync()
    {
        FuzzWorld world = new();
        foreach ((string path, byte[] content) in Readable)
        {
            await world.PutAsync("read", Uri.UnescapeDataString(path["/read/".Length..]), content);
        }

        foreach (string container in Containers)
        {
            foreach (string secret in Secrets)
            {
                await world.PutAsync(container, secret, Encoding.UTF8.GetBytes(Hidden));
            }
        }

        foreach (string queue in new[] { "jobs", "other" })
        {
            SendRequest message = new(queue, Encoding.UTF8.GetBytes(queue == "jobs" ? "work" : Hidden)) { TimeToLive = TimeSpan.FromDays(1) };
            await world._storage.Store.Queues.SendAsync(message, default);
        }

        await using TestApplication application = await TestApplication.StartAsync(
            world._folder.Path, new FakeTimeProvider(TestStorage.Start), new Uri("http://localhost"));
        world.Valid = await Corpus.RequestsAsync(application.Issuer, "requests");
        world.Requests = [.. world.Valid, .. await Corpus.RequestsAsync(application.Issuer, "refused")];
        world.Signed = new SignedParts(world.Valid.Select(request => RawRequest.TryParse(request)!));
        return world;
    }

    public async Task<(HttpResponse Response, byte[] Body)> AnswerAsync(RawRequest request)
    {
        DefaultHttpContext context = request.ToContext(Services);
        await _service.HandleAsync(context, mappedPath: "");
        return (context.Response, ((MemoryStream)context.Response.Body).ToArray());
    }

    /// <summary>Whatever was asked: what no key opens is as it was, and nothing lies where no key writes.</summary>
    public void ShouldBeIntact()
    {
        foreach (string container in Containers)
        {
            foreach (string name in Secrets)
            {
                using OpenedObject secret = _storage.Store.OpenRead(container, name)!;
                using StreamReader reader = new(secret.Content);
                reader.ReadToEnd().Should().Be(Hidden);
            }
        }

        NamesIn("read").Should().BeEquivalentTo([.. Secrets, "folder/a b", "folder/empty", "folder/large"]);
        NamesIn("write").Should().OnlyContain(name => Secrets.Contains(name) || name.StartsWith("w/", StringComparison.Ordinal));
        NamesIn("form").Should().OnlyContain(name => Secrets.Contains(name) || name.StartsWith("p/", StringComparison.Ordinal));
        _storage.Store.Queues.Peek("other", 32).Should().ContainSingle();
    }

    public ValueTask DisposeAsync()
    {
        _service.Dispose();
        _ring.Dispose();
        _storage.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private IEnumerable<string> NamesIn(string container) => _storage.Store.List(container, "", null, null, 1000).Objects.Select(found => found.Name);

    private async Task PutAsync(string container, string name, byte[] content) => await _storage.Store.PutAsync(
        new PutRequest { Container = container, Name = name, Mode = PutMode.Replace }, new MemoryStream(content), default);
}
