using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>What the service keeps to itself: objects, from whoever has no key, and secrets, from all.</summary>
public sealed class DiscretionTests
{
    [Test]
    public async Task Without_a_good_key_an_object_that_exists_and_one_that_does_not_look_alike(
        [Values("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH")] string method, [Range(0, 5)] int fault)
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        await storage.StoreAsync("c", "here", "x");
        SignedQuery key = await storage.QueryAsync(
            KeyScope.ForContainer("c"), Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.Delete);
        SignedQuery elsewhere = await storage.QueryAsync(KeyScope.ForPrefix("c", "p/"), Permissions.Read);
        string query = fault switch
        {
            0 => "",
            1 => "?vk=1",
            2 => "?" + key.Query[..^1] + (key.Query[^1] == 'A' ? 'E' : 'A'),
            3 => "?" + key.Query.Replace("kid=", "kid=0"),
            4 => "?" + elsewhere.Query,
            _ => "?" + key.Query,
        };
        if (fault == 5)
        {
            storage.Time.Advance(TimeSpan.FromHours(2));
        }

        string here = await AnswerAsync("here");
        string gone = await AnswerAsync("gone");

        here.Should().Be(gone);
        RawHttp.StatusOf(here).Should().BeOneOf(403, 405);

        async Task<string> AnswerAsync(string name)
        {
            string body = method is "PUT" or "POST" ? "Content-Length: 0" : "X: y";
            string answer = await storage.SendRawAsync(RawHttp.Get($"/c/{name}{query}", method, body, "If-Match: *"));
            return string.Join('\n', answer.Split("\r\n").Where(line => !line.StartsWith("Date:", StringComparison.Ordinal)));
        }
    }

    [Test]
    public async Task No_secret_and_no_key_is_in_logs_refusals_or_errors()
    {
        FakeLoggerProvider logs = new();
        using ServiceProvider logging = new ServiceCollection()
            .AddLogging(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(logs).AddFilter("Microsoft", LogLevel.Warning))
            .BuildServiceProvider();
        await using TestStorage storage = await TestStorage.StartAsync(loggers: logging.GetRequiredService<ILoggerFactory>());
        await storage.StoreAsync("c", "o", "x");
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read, new() { SingleUse = true });
        string secret = JsonDocument.Parse(File.ReadAllText(Path.Combine(storage.RootPath, "keyring.json")))
            .RootElement.GetProperty("keys")[0].GetProperty("secret").GetString()!;

        Answer[] answers =
        [
            await storage.SendAsync(key),
            await storage.SendAsync(key),
            await storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, key.Url + "A")),
            await storage.SendAsync(new HttpRequestMessage(HttpMethod.Put, key.Url) { Content = Bodies.Text("x") }),
        ];
        storage.Host.KeyRing.Rotate();
        Exception fault = storage.Host.KeyRing.Invoking(ring => ring.Retire(ring.KeyIds[0])).Should().Throw<ArgumentException>().Which;

        string signature = key.Url[(key.Url.IndexOf("sig=", StringComparison.Ordinal) + 4)..];
        string told = string.Join('\n', logs.Collector.GetSnapshot().Select(entry => entry.ToString() + entry.Exception)
            .Concat(answers.Select(answer => answer.Text + string.Join(' ', answer.Headers.Values)))
            .Append(fault.ToString()));
        logs.Collector.Count.Should().BePositive();
        told.Should().NotContain(secret).And.NotContain(secret[..16]).And.NotContain(signature).And.NotContain(signature[..16]);
    }
}
