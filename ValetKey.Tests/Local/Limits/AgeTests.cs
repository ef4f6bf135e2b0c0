using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>Objects that are kept for an hour, in one of two containers.</summary>
public sealed class AgeTests
{
    private const int Large = 200_000;

    private static readonly TimeSpan Age = TimeSpan.FromHours(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(2);

    private TestStorage _storage = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _storage = await TestStorage.StartAsync(options => options.Limits.MaximumAge["short"] = Age);
        await _storage.StoreAsync("short", "o", "x");
        await _storage.StoreAsync("long", "o", "x");
    }

    [TearDown]
    public async Task StopAsync() => await _storage.DisposeAsync();

    [Test]
    public async Task An_object_is_there_until_its_age_and_gone_from_then_on(
        [Values(Permissions.Read, Permissions.ReadProperties, Permissions.Delete)] Permissions use)
    {
        _storage.Time.Advance(Age - Second);
        (await _storage.FetchAsync("short", "o")).Should().Be("x");
        _storage.Time.Advance(Second);

        (await UseAsync("short", use)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.NotFound);
        (await UseAsync("long", use)).IsSuccess.Should().BeTrue();
    }

    [Test]
    public async Task A_listing_does_not_show_it()
    {
        _storage.Time.Advance(Age / 2);
        await _storage.StoreAsync("short", "later", "x");
        _storage.Time.Advance(Age / 2);

        (await _storage.NamesAsync("short")).Should().Equal("later");
        (await _storage.NamesAsync("long")).Should().Equal("o");
    }

    [Test]
    public async Task It_does_not_stand_in_the_way_of_a_new_one()
    {
        _storage.Time.Advance(Age);

        (await UseAsync("short", Permissions.Create, "new")).ShouldBe(HttpStatusCode.Created);
        (await UseAsync("long", Permissions.Create, "new")).ShouldRefuse(HttpStatusCode.Conflict, LocalRefusalReasons.ObjectExists);
        (await _storage.FetchAsync("short", "o")).Should().Be("new");
    }

    [Test]
    public async Task Nothing_is_appended_to_it()
    {
        _storage.Time.Advance(Age);

        (await UseAsync("short", Permissions.Append, "new")).ShouldBe(HttpStatusCode.Created);

        (await _storage.FetchAsync("short", "o")).Should().Be("new");
    }

    [Test]
    public async Task Writing_and_appending_begin_its_age_anew([Values(Permissions.Write, Permissions.Append)] Permissions use)
    {
        _storage.Time.Advance(Age - Second);
        (await UseAsync("short", use, "y")).ShouldBe(HttpStatusCode.OK);
        _storage.Time.Advance(Age - Second);

        (await _storage.FetchAsync("short", "o")).Should().EndWith("y");
    }

    [Test]
    public async Task Its_space_is_freed_in_the_background()
    {
        await _storage.StoreAsync("short", "large", new string('x', Large));
        await _storage.StoreAsync("long", "large", new string('x', Large));
        ContentFiles().Should().HaveCount(2);

        _storage.Time.Advance(Age);
        _storage.Time.Advance(Sweep);

        await Eventually.TrueAsync(() => ContentFiles().Length == 1);
        (await _storage.FetchAsync("long", "large")).Should().HaveLength(Large);
        (await _storage.NamesAsync("long")).Should().Equal("large", "o");
    }

    [Test]
    public async Task More_than_one_sweep_takes_at_a_time_are_freed_too()
    {
        SignedQuery key = await _storage.QueryAsync(KeyScope.ForContainer("short"), Permissions.Write);
        await Parallel.ForAsync(0, 1_200, async (index, _) =>
            (await _storage.SendAsync(key.CreateRequest(Permissions.Write, $"{index}", Bodies.Text("x")))).ShouldBe(HttpStatusCode.Created));

        _storage.Time.Advance(Age);
        _storage.Time.Advance(Sweep);

        await Eventually.TrueAsync(() => Rows() == 1);
    }

    [Test]
    public async Task What_a_crash_left_behind_is_cleared_away_within_hours_too()
    {
        string left = Path.Combine(_storage.RootPath, "tmp", "left");
        await File.WriteAllTextAsync(left, "half an upload");
        File.SetLastWriteTimeUtc(left, _storage.Time.GetUtcNow().UtcDateTime);

        _storage.Time.Advance(TimeSpan.FromMinutes(30));
        await Eventually.NeverAsync(() => !File.Exists(left));

        await Eventually.TrueAsync(() =>
        {
            _storage.Time.Advance(Sweep);
            return !File.Exists(left);
        });
    }

    private string[] ContentFiles() =>
        Directory.GetFiles(Path.Combine(_storage.RootPath, "objects"), "*", SearchOption.AllDirectories);

    private long Rows()
    {
        using Microsoft.Data.Sqlite.SqliteConnection connection = new($"Data Source={Path.Combine(_storage.RootPath, "store.db")};Pooling=false");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand count = new("SELECT count(*) FROM objects", connection);
        return (long)count.ExecuteScalar()!;
    }

    private async Task<Answer> UseAsync(string container, Permissions use, string? content = null)
    {
        SignedUrl key = await _storage.UrlAsync(KeyScope.ForObject(container, "o"), use);
        return await _storage.SendAsync(key, content is null ? null : Bodies.Text(content));
    }
}
