using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Faults;

/// <summary>A disk without a free byte: nothing new fits, nothing old is lost, and with room again all goes on.</summary>
public sealed class DiskFullTests
{
    private const int Small = 20_000;
    private const int Large = 600_000;

    private SmallDisk _disk = null!;
    private TestStorage _storage = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _disk = await SmallDisk.MountAsync();
        _storage = await TestStorage.StartAsync(options => options.Limits.MinimumFreeSpace = 0, rootPath: _disk.RootPath);
        await _storage.StoreAsync("c", "small", Text('s', Small));
        await _storage.StoreAsync("c", "large", Text('l', 100_000));
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _storage.DisposeAsync();
        await _disk.DisposeAsync();
    }

    [Test]
    public async Task What_does_not_fit_is_refused_and_the_old_object_stays(
        [Values("small", "large")] string name, [Values(Small, Large)] int length, [Values] Way way)
    {
        string before = (await _storage.FetchAsync("c", name))!;
        _disk.Fill();

        Answer refused = await UploadAsync(way, name, length);

        refused.ShouldRefuse(HttpStatusCode.InsufficientStorage, LocalRefusalReasons.InsufficientStorage);
        (await _storage.FetchAsync("c", name)).Should().Be(before);
        (await _storage.NamesAsync("c")).Should().Equal("large", "small");
        LeftAside().Should().BeEmpty();

        _disk.Free();

        (await UploadAsync(way, name, length)).IsSuccess.Should().BeTrue();
        (await _storage.FetchAsync("c", name)).Should().Be(way == Way.Append ? before + Text('n', length) : Text('n', length));
    }

    [Test]
    public async Task Objects_that_come_together_are_refused_together_and_none_is_half_there()
    {
        _disk.Fill();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(index => UploadAsync(Way.Put, $"{index}", Small)));

        answers.Should().AllSatisfy(answer => answer.ShouldRefuse(HttpStatusCode.InsufficientStorage, LocalRefusalReasons.InsufficientStorage));
        (await _storage.NamesAsync("c")).Should().Equal("large", "small");
        _disk.Free();
        (await UploadAsync(Way.Put, "0", Small)).ShouldBe(HttpStatusCode.Created);
    }

    private static string Text(char letter, int length) => new(letter, length);

    private string[] LeftAside() => Directory.GetFiles(Path.Combine(_disk.RootPath, "tmp"));

    private async Task<Answer> UploadAsync(Way way, string name, int length)
    {
        KeyScope scope = KeyScope.ForObject("c", name);
        ByteArrayContent body = Bodies.Text(Text('n', length));
        return way switch
        {
            Way.Put => await _storage.SendAsync(await _storage.UrlAsync(scope, Permissions.Write), body),
            Way.Append => await _storage.SendAsync(await _storage.UrlAsync(scope, Permissions.Append), body),
            _ => await _storage.SendAsync((await _storage.FormAsync(scope, Permissions.Write)).CreateRequest(body)),
        };
    }

    public enum Way
    {
        Put,
        Append,
        Form,
    }
}
