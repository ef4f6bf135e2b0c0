using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>The signing keys: made once, rotated, retired, shared between processes.</summary>
public sealed class KeyRingTests
{
    private static readonly TimeSpan SeenByOthers = TimeSpan.FromSeconds(6);

    [Test]
    public async Task The_file_is_for_this_user_alone()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        storage.Host.KeyRing.Rotate();

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(storage.RootPath, "keyring.json")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Test]
    public void Concurrent_openers_make_one_ring([Range(1, 20)] int round)
    {
        using TempFolder folder = new();
        LocalKeyRing[] rings = new LocalKeyRing[16];
        using Barrier start = new(rings.Length);
        Thread[] threads = [.. Enumerable.Range(0, rings.Length).Select(index => new Thread(() =>
        {
            start.SignalAndWait();
            rings[index] = LocalKeyRing.Open(folder.Path);
        }))];

        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        rings.Select(ring => ring.KeyIds.Single()).Distinct().Should().ContainSingle($"in round {round}");
        Directory.EnumerateFiles(folder.Path, "*.tmp").Should().BeEmpty();
        Array.ForEach(rings, ring => ring.Dispose());
    }

    [Test]
    public async Task After_a_rotation_old_keys_open_and_new_ones_bear_the_new_id()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        await storage.StoreAsync("c", "o", "x");
        SignedUrl before = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);

        string fresh = storage.Host.KeyRing.Rotate();
        storage.Time.Advance(SeenByOthers);
        SignedUrl after = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);

        storage.Host.KeyRing.KeyIds.Should().HaveCount(2).And.HaveElementAt(0, fresh);
        before.Url.Should().NotContain($"kid={fresh}");
        after.Url.Should().Contain($"kid={fresh}");
        (await storage.SendAsync(before)).ShouldBe(HttpStatusCode.OK);
        (await storage.SendAsync(after)).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task After_its_retirement_what_a_key_signed_is_shut_at_once()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        await storage.StoreAsync("c", "o", "x");
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);
        string old = storage.Host.KeyRing.KeyIds[0];

        storage.Host.KeyRing.Rotate();
        storage.Host.KeyRing.Retire(old);

        (await storage.SendAsync(key)).ShouldForbid(LocalRefusalReasons.SignatureMismatch);
        storage.Host.KeyRing.KeyIds.Should().NotContain(old);
        storage.Time.Advance(SeenByOthers);
        (await storage.FetchAsync("c", "o")).Should().Be("x");
    }

    [Test]
    public async Task Another_processs_newest_key_is_accepted_at_once()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        using LocalKeyRing application = LocalKeyRing.Open(storage.RootPath, storage.Time);
        await storage.StoreAsync("c", "o", "x");

        string fresh = application.Rotate();
        await using TestApplication other = await TestApplication.StartAsync(storage.RootPath, storage.Time, storage.Host.Url);
        SignedUrl key = await other.Issuer.IssueUrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);

        key.Url.Should().Contain($"kid={fresh}");
        (await storage.SendAsync(key)).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public void The_active_key_and_an_unknown_one_cannot_be_retired()
    {
        using TempFolder folder = new();
        using LocalKeyRing ring = LocalKeyRing.Open(folder.Path);

        ring.Invoking(it => it.Retire(it.KeyIds[0])).Should().Throw<ArgumentException>().WithMessage("*active*");
        ring.Invoking(it => it.Retire("nobody")).Should().Throw<ArgumentException>().WithMessage("*nobody*");
        ring.KeyIds.Should().ContainSingle();
    }

    [Test]
    public void Concurrent_rotations_lose_no_key()
    {
        using TempFolder folder = new();
        using LocalKeyRing ring = LocalKeyRing.Open(folder.Path);

        Parallel.For(0, 8, _ =>
        {
            using LocalKeyRing other = LocalKeyRing.Open(folder.Path);
            other.Rotate();
        });

        using LocalKeyRing last = LocalKeyRing.Open(folder.Path);
        last.KeyIds.Should().HaveCount(9).And.Contain(ring.KeyIds);
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("{\"active\":\"a\",\"keys\":null}")]
    [TestCase("{\"active\":\"a\",\"keys\":[]}")]
    [TestCase("{\"active\":\"a\",\"keys\":[null]}")]
    [TestCase(
        "{\"active\":\"b\",\"keys\":[{\"id\":\"a\","
            + "\"secret\":\"SECRETSECRETSECRETSECRETSECRETSECRETSECRETS=\",\"createdAt\":\"2026-01-01T00:00:00+00:00\"}]}")]
    [TestCase("{\"active\":\"a\",\"keys\":[{\"id\":\"a\",\"secret\":\"\",\"createdAt\":\"2026-01-01T00:00:00+00:00\"}]}")]
    [TestCase("{\"active\":\"a\",\"keys\":[{\"id\":\"a\",\"secret\":\"SECRET==\",\"createdAt\":\"2026-01-01T00:00:00+00:00\"}]}")]
    [TestCase("{\"active\":\"a\",\"keys\":[{\"id\":\"a\",\"secret\":\"SECRET not base64\",\"createdAt\":\"2026-01-01T00:00:00+00:00\"}]}")]
    [TestCase("{\"active\":\"a\",\"keys\":[{\"id\":\"a\",\"secret\":\"SECRETSECRETSECRETSECRETSECRETSECRETSECRETS=\",\"createdAt\":\"2026")]
    public void A_damaged_file_is_a_clear_error_without_its_secret(string content)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder.File("keyring.json"), content);

        Action open = () => LocalKeyRing.Open(folder.Path).Dispose();

        InvalidDataException fault = open.Should().Throw<InvalidDataException>().Which;
        fault.Message.Should().Contain("keyring.json").And.Contain("Restore");
        fault.ToString().Should().NotContain("SECRET");
    }

    [Test]
    public async Task A_ring_whose_file_is_gone_goes_on_with_what_it_knows()
    {
        await using TestStorage storage = await TestStorage.StartAsync();
        await storage.StoreAsync("c", "o", "x");

        File.Delete(Path.Combine(storage.RootPath, "keyring.json"));
        storage.Time.Advance(SeenByOthers);

        (await storage.FetchAsync("c", "o")).Should().Be("x");
    }
}
