using System.Net;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Faults;

/// <summary>A ring that is lost or damaged is never replaced silently.</summary>
public sealed class KeyRingFaultTests : FolderTests
{
    private static readonly TimeSpan LookedAtAgain = TimeSpan.FromSeconds(6);

    private readonly FakeLogCollector _log = new();

    private string Ring => PathOf("keyring.json");

    private string Renewal => PathOf("keyring.renew");

    [SetUp]
    public void ClearLog() => _log.Clear();

    [Test]
    public async Task A_ring_that_is_missing_beside_a_store_is_a_fault_at_start()
    {
        string id = await UseAsync();
        File.Move(Ring, Ring + ".saved");

        Action open = () => LocalKeyRing.Open(Folder).Dispose();

        open.Should().Throw<InvalidDataException>().WithMessage("*keyring.json is missing. Restore*keyring.renew*");
        File.Exists(Ring).Should().BeFalse();
        File.Move(Ring + ".saved", Ring);
        using LocalKeyRing restored = LocalKeyRing.Open(Folder);
        restored.KeyIds.Should().Equal(id);
    }

    [Test]
    public async Task Whoever_asks_for_a_new_ring_gets_one_once_and_the_old_keys_end([Values("missing", "damaged", "whole")] string state)
    {
        string id = await UseAsync();
        await DamageAsync(state);
        await File.WriteAllTextAsync(Renewal, "");

        using LocalKeyRing renewed = LocalKeyRing.Open(Folder);
        using LocalKeyRing next = LocalKeyRing.Open(Folder);

        renewed.KeyIds.Should().ContainSingle().Which.Should().NotBe(id);
        next.KeyIds.Should().Equal(renewed.KeyIds);
        File.Exists(Renewal).Should().BeFalse();
    }

    [Test]
    public async Task A_running_service_goes_on_with_the_keys_it_knows_and_says_so_once([Values("missing", "damaged", "empty", "half")] string state)
    {
        await using TestStorage storage = await StartAsync();
        await storage.StoreAsync("c", "o", "x");
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);
        byte[] whole = await File.ReadAllBytesAsync(Ring);
        await DamageAsync(state);

        for (int round = 0; round < 3; round++)
        {
            storage.Time.Advance(LookedAtAgain);
            (await storage.SendAsync(key)).ShouldBe(HttpStatusCode.OK);
            (await storage.FetchAsync("c", "o")).Should().Be("x");
            string unknown = key.Url.Replace($"kid={storage.Host.KeyRing.KeyIds[0]}", "kid=0000");
            (await storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, unknown))).ShouldForbid(LocalRefusalReasons.SignatureMismatch);
        }

        // The service and the application that issues keys have each their ring.
        Logged(LogLevel.Error).Should().HaveCount(2).And.AllSatisfy(text => text.Should().Contain("keyring.json"));
        storage.Host.KeyRing.Invoking(ring => ring.Rotate()).Should().Throw<InvalidDataException>().WithMessage("*Restore*");

        await File.WriteAllBytesAsync(Ring, whole);
        storage.Time.Advance(LookedAtAgain);
        storage.Host.KeyRing.Rotate();
        (await storage.SendAsync(key)).ShouldBe(HttpStatusCode.OK);
        Logged(LogLevel.Information).Should().ContainMatch("*can be read again*");
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_ring_that_others_can_read_is_warned_of()
    {
        LocalKeyRing.Open(Folder).Dispose();
        File.SetUnixFileMode(Ring, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        await using TestStorage storage = await StartAsync();

        Logged(LogLevel.Warning).Should().ContainMatch($"*{Ring}*0600*");
    }

    private async Task<string> UseAsync()
    {
        await using TestStorage storage = await StartAsync();
        return storage.Host.KeyRing.KeyIds[0];
    }

    private Task<TestStorage> StartAsync() =>
        TestStorage.StartAsync(loggers: LoggerFactory.Create(log => log.AddProvider(new FakeLoggerProvider(_log))), rootPath: Folder);

    private string[] Logged(LogLevel level) => [.. _log.GetSnapshot()
        .Where(record => record.Level == level && record.Category == typeof(LocalKeyRing).FullName).Select(record => record.Message)];

    private async Task DamageAsync(string state)
    {
        byte[] whole = await File.ReadAllBytesAsync(Ring);
        switch (state)
        {
            case "missing":
                File.Delete(Ring);
                break;
            case "damaged":
                await File.WriteAllTextAsync(Ring, "{\"active\":");
                break;
            case "empty":
                await File.WriteAllBytesAsync(Ring, []);
                break;
            case "half":
                await File.WriteAllBytesAsync(Ring, whole[..(whole.Length / 2)]);
                break;
        }
    }
}
