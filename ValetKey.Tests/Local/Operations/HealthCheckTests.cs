using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ValetKey.Local;
using ValetKey.Tests.Local.Faults;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Operations;

/// <summary>What the health check says of a storage that works, that should be looked at, and that does not work.</summary>
public sealed class HealthCheckTests : FolderTests
{
    private string Root => PathOf("root");

    [Test]
    public async Task A_storage_that_works_is_healthy_and_says_how_much_is_free()
    {
        await using ServiceProvider services = Build();

        HealthReportEntry entry = await CheckAsync(services);

        entry.Status.Should().Be(HealthStatus.Healthy);
        entry.Description.Should().Be("Root, database and key ring can be used.");
        entry.Data["freeBytes"].Should().BeOfType<long>().Which.Should().BePositive();
        Directory.GetFiles(Root).Select(Path.GetFileName).Should().NotContain(name => name!.StartsWith("probe"));
    }

    [Test]
    public async Task A_root_that_is_gone_is_unhealthy_and_healthy_once_it_is_back()
    {
        await using ServiceProvider services = Build();
        await CheckAsync(services);
        Directory.Move(Root, Root + ".aside");

        HealthReportEntry gone = await CheckAsync(services);
        Directory.Move(Root + ".aside", Root);
        HealthReportEntry back = await CheckAsync(services);

        (gone.Status, gone.Description).Should().Be((HealthStatus.Unhealthy, "The root cannot be written to."));
        back.Status.Should().Be(HealthStatus.Healthy);
    }

    [Test]
    public async Task A_database_that_is_gone_is_unhealthy()
    {
        await using ServiceProvider services = Build();
        await CheckAsync(services);
        Array.ForEach(Directory.GetFiles(Root, "store.db*"), File.Delete);

        HealthReportEntry entry = await CheckAsync(services);

        (entry.Status, entry.Description).Should().Be((HealthStatus.Unhealthy, "The database does not answer."));
        File.Exists(Path.Combine(Root, "store.db")).Should().BeFalse();
    }

    [Test]
    public async Task A_damaged_key_ring_is_degraded_since_the_service_goes_on()
    {
        await using ServiceProvider services = Build();
        await CheckAsync(services);
        await File.WriteAllTextAsync(Path.Combine(Root, "keyring.json"), "{\"active\":\"hunter2\"");

        HealthReportEntry entry = await CheckAsync(services);

        entry.Status.Should().Be(HealthStatus.Degraded);
        entry.Description.Should().Contain("key ring").And.NotContain("hunter2").And.NotContain(Folder);
    }

    [TestCase(long.MaxValue / 8, HealthStatus.Unhealthy)]
    [TestCase(-2L, HealthStatus.Degraded, Description = "Half of what is free.")]
    [TestCase(0L, HealthStatus.Healthy)]
    public async Task Little_free_space_is_degraded_and_less_than_uploads_leave_is_unhealthy(long minimum, HealthStatus expected)
    {
        long least = minimum < 0 ? new DriveInfo(Folder).AvailableFreeSpace / -minimum : minimum;
        await using ServiceProvider services = Build(limits => limits.MinimumFreeSpace = least);

        HealthReportEntry entry = await CheckAsync(services);

        entry.Status.Should().Be(expected);
        entry.Description.Should().Contain(expected == HealthStatus.Healthy ? "can be used" : "full");
    }

    [Test]
    public async Task A_disk_without_a_byte_is_unhealthy()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync();
        await using ServiceProvider services = Build(root: disk.RootPath);
        await CheckAsync(services);
        disk.Fill();

        HealthReportEntry entry = await CheckAsync(services);

        entry.Status.Should().Be(HealthStatus.Unhealthy);
    }

    [Test]
    public async Task The_storage_is_named_where_there_are_several()
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        IValetKeyBuilder builder = collection.AddValetKey();
        builder.AddLocalStorage("one", options => options.RootPath = PathOf("1"));
        builder.AddLocalStorage("two", options => options.RootPath = PathOf("2"));
        collection.AddHealthChecks().AddValetKeyLocalStorage("one").AddValetKeyLocalStorage("two", HealthStatus.Degraded, ["disk"]);
        await using ServiceProvider services = collection.BuildServiceProvider();
        await CheckAsync(services);
        Directory.Delete(PathOf("2"), recursive: true);

        HealthReport report = await services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        report.Entries["valetkey-one"].Status.Should().Be(HealthStatus.Healthy);
        report.Entries["valetkey-two"].Status.Should().Be(HealthStatus.Degraded);
        report.Entries["valetkey-two"].Tags.Should().Equal("disk");
    }

    [Test]
    public async Task Without_a_name_there_must_be_one()
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddValetKey();
        collection.AddHealthChecks().AddValetKeyLocalStorage();
        await using ServiceProvider services = collection.BuildServiceProvider();

        HealthReportEntry entry = await CheckAsync(services);

        entry.Exception.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("AddLocalStorage");
    }

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider services) =>
        (await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries.First().Value;

    private ServiceProvider Build(Action<LocalLimitOptions>? limit = null, string? root = null)
    {
        ServiceCollection collection = new();
        collection.AddLogging();
        collection.AddValetKey().AddLocalStorage("one", options =>
        {
            options.RootPath = root ?? Root;
            limit?.Invoke(options.Limits);
        });
        collection.AddHealthChecks().AddValetKeyLocalStorage();
        return collection.BuildServiceProvider();
    }
}
