using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Faults;

/// <summary>A root that goes away under a running service: 503 until it is back, and nothing is lost or made up.</summary>
public sealed class RootWhileRunningTests : FolderTests
{
    private const int Large = 200_000;

    private TestStorage _storage = null!;

    private string Root => PathOf("root");

    private string Aside => PathOf("aside");

    [SetUp]
    public async Task StartAsync()
    {
        _storage = await TestStorage.StartAsync(rootPath: Root);
        await _storage.StoreAsync("c", "o", "kept");
        await _storage.StoreAsync("c", "large", new string('k', Large));
    }

    [TearDown]
    public async Task StopAsync() => await _storage.DisposeAsync();

    [Test]
    public async Task A_root_that_is_gone_answers_503_until_it_is_back()
    {
        Directory.Move(Root, Aside);

        await ShouldBeUnavailableAsync();

        Directory.Exists(Root).Should().BeFalse("nothing is made in its place");
        Directory.Move(Aside, Root);
        await ShouldWorkAsync();
    }

    [Test]
    public async Task A_file_in_the_place_of_the_root_is_no_store()
    {
        Directory.Move(Root, Aside);
        await File.WriteAllTextAsync(Root, "a file");

        await ShouldBeUnavailableAsync();

        File.Delete(Root);
        Directory.Move(Aside, Root);
        await ShouldWorkAsync();
    }

    [Test]
    public async Task An_empty_folder_in_the_place_of_the_root_is_no_store()
    {
        // As after an unmount: the mount point is there, and nothing in it.
        Directory.Move(Root, Aside);
        Directory.CreateDirectory(Root);

        await ShouldBeUnavailableAsync();

        Directory.GetFileSystemEntries(Root).Should().BeEmpty("an empty store would say that every object is gone");
        Directory.Delete(Root);
        Directory.Move(Aside, Root);
        await ShouldWorkAsync();
    }

    [Test]
    public async Task A_root_that_was_deleted_does_not_take_objects_to_its_grave()
    {
        Directory.Delete(Root, recursive: true);

        await ShouldBeUnavailableAsync();

        Directory.Exists(Root).Should().BeFalse();
    }

    [Test]
    public async Task A_root_that_is_restored_from_a_backup_is_served_as_it_is()
    {
        // The copy is of a store that rests; the running one must not write what it has in mind over it.
        await using (TestStorage other = await TestStorage.StartAsync(rootPath: Aside))
        {
            await other.StoreAsync("c", "o", "restored");
        }

        Directory.Delete(Root, recursive: true);
        Directory.Move(Aside, Root);
        _storage.Time.Advance(TimeSpan.FromSeconds(6));

        (await _storage.FetchAsync("c", "o")).Should().Be("restored");
        (await _storage.NamesAsync("c")).Should().Equal("o");
        await _storage.StoreAsync("c", "new", "x");
        (await _storage.NamesAsync("c")).Should().Equal("new", "o");
    }

    [Test]
    public async Task A_root_that_has_become_read_only_changes_nothing()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Limits.MinimumFreeSpace = 0, rootPath: disk.RootPath);
        await storage.StoreAsync("c", "o", "kept");
        await disk.MakeReadOnlyAsync();

        Answer refused = await storage.SendAsync(
            await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write), Bodies.Text(new string('n', Large)));

        refused.ShouldRefuse(HttpStatusCode.ServiceUnavailable, LocalRefusalReasons.Unavailable);
        (await storage.FetchAsync("c", "o")).Should().Be("kept");
        await disk.MakeWritableAsync();
        (await storage.StoreAsync("c", "o", new string('n', Large))).ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldBeUnavailableAsync()
    {
        Permissions[] permissions = [Permissions.Read, Permissions.Write, Permissions.Append, Permissions.Delete, Permissions.ReadProperties];
        foreach (Permissions permission in permissions)
        {
            SignedUrl key = await _storage.UrlAsync(KeyScope.ForObject("c", "o"), permission);
            foreach (int length in permission is Permissions.Write or Permissions.Append ? [1, Large] : new[] { 0 })
            {
                Answer answer = await _storage.SendAsync(key, length == 0 ? null : Bodies.Text(new string('n', length)));

                answer.ShouldRefuse(HttpStatusCode.ServiceUnavailable, LocalRefusalReasons.Unavailable);
                answer.Header("Retry-After").Should().Be("5");
                answer.Text.Should().NotContain(Folder);
            }
        }
    }

    private async Task ShouldWorkAsync()
    {
        (await _storage.FetchAsync("c", "o")).Should().Be("kept");
        (await _storage.FetchAsync("c", "large")).Should().HaveLength(Large);
        (await _storage.StoreAsync("c", "o", "new")).ShouldBe(HttpStatusCode.OK);
        (await _storage.FetchAsync("c", "o")).Should().Be("new");
    }
}
