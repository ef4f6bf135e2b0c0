using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Faults;

/// <summary>A root that cannot be used is told at start, with its path and what to do.</summary>
public sealed class RootAtStartTests : FolderTests
{
    private string Root => PathOf("root");

    [Test]
    public async Task A_file_in_the_place_of_the_root_is_named()
    {
        await File.WriteAllTextAsync(Root, "a file");

        IOException fault = (await StartHost().Should().ThrowAsync<IOException>()).Which;

        fault.Message.Should().Contain(Root).And.Contain("is a file");
        (await File.ReadAllTextAsync(Root)).Should().Be("a file");
    }

    [Test]
    public async Task A_file_on_the_way_to_the_root_is_a_fault()
    {
        await File.WriteAllTextAsync(Root, "a file");

        await StartHost(Path.Combine(Root, "below")).Should().ThrowAsync<IOException>().WithMessage($"*{Root}*");
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void A_root_that_is_not_permitted_is_named()
    {
        Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Action open = () => Unprivileged.Run(() => LocalKeyRing.Open(Root).Dispose());

        open.Should().Throw<IOException>().WithMessage($"*{Root}*may not write there*Give it*");
    }

    [Test]
    [Platform(Exclude = "Win")]
    [UnsupportedOSPlatform("windows")]
    public void A_key_ring_that_is_not_permitted_is_named()
    {
        LocalKeyRing.Open(Folder).Dispose();
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(PathOf("keyring.json"), UnixFileMode.None);

        Action open = () => Unprivileged.Run(() => LocalKeyRing.Open(Folder).Dispose());

        open.Should().Throw<IOException>().WithMessage("*keyring.json cannot be read by this user*0600*");
    }

    [Test]
    public async Task A_read_only_root_is_named()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        await disk.MakeReadOnlyAsync();

        await StartHost(disk.RootPath).Should().ThrowAsync<IOException>().WithMessage($"*{disk.RootPath}*read-only*");

        await disk.MakeWritableAsync();
        await StartHost(disk.RootPath).Should().NotThrowAsync();
    }

    [Test]
    public async Task Who_only_issues_keys_need_not_write()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        await StartHost(disk.RootPath).Should().NotThrowAsync();
        await disk.MakeReadOnlyAsync();

        using LocalKeyRing ring = LocalKeyRing.Open(disk.RootPath);

        ring.KeyIds.Should().ContainSingle();
        ring.Invoking(it => it.Rotate()).Should().Throw<IOException>().WithMessage("*ead-only*");
    }

    [Test]
    public async Task A_full_disk_is_named()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        disk.Fill();

        await StartHost(disk.RootPath).Should().ThrowAsync<IOException>().WithMessage($"*{disk.RootPath}*full*");

        disk.Free();
        await StartHost(disk.RootPath).Should().NotThrowAsync();
    }

    [Test]
    public async Task A_damaged_database_is_named_and_left_as_it_is()
    {
        await StartHost().Should().NotThrowAsync();
        string database = Path.Combine(Root, "store.db");
        await File.WriteAllTextAsync(database, new string('x', 10_000));

        await StartHost().Should().ThrowAsync<IOException>().WithMessage($"*{Root}*store.db is damaged. Restore*");

        (await File.ReadAllTextAsync(database)).Should().Be(new string('x', 10_000));
    }

    [Test]
    public async Task An_application_that_only_issues_keys_learns_it_at_start_too()
    {
        await File.WriteAllTextAsync(Root, "a file");
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddValetKey().AddLocalStorage("one", options =>
        {
            options.RootPath = Root;
            options.PublicUrl = new Uri("https://files.example");
        });
        using IHost host = builder.Build();

        await host.Invoking(it => it.StartAsync()).Should().ThrowAsync<IOException>().WithMessage($"*{Root}*is a file*");
    }

    [Test]
    public async Task An_application_that_serves_learns_it_before_it_listens()
    {
        await using WebHost host = WebHost.BuildOne(options => options.RootPath = Path.Combine(options.RootPath, "keyring.json", "below"));
        LocalKeyRing.Open(Path.GetDirectoryName(Path.GetDirectoryName(RootOf(host)))!).Dispose();

        host.App.Invoking(app => app.MapValetKeyLocalStorage()).Should().Throw<IOException>().WithMessage($"*{RootOf(host)}*");
    }

    private static string RootOf(WebHost host) =>
        host.App.Services.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<LocalStorageOptions>>().Get("one").RootPath;

    private Func<Task> StartHost(string? root = null) => async () =>
    {
        await using LocalStorageHost host = await LocalStorageHost.StartAsync(options => options.RootPath = root ?? Root);
    };
}
