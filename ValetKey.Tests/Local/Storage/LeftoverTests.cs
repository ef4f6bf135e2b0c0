using ValetKey.Local.Storage;
using ValetKey.Local.Storage.Content;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Tests.Local.Storage;

public sealed class LeftoverTests : StoreTest
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private string TemporaryFile => Path.Combine(Root, "tmp", "0123456789abcdef0123456789abcdef");

    private string ContentFile => Path.Combine(Root, "objects", "01", "0123456789abcdef0123456789abcdef");

    [Test]
    public void An_unfinished_upload_is_removed_after_an_hour()
    {
        Leave(TemporaryFile, Hour + Moment);

        Reopen();

        File.Exists(TemporaryFile).Should().BeFalse();
    }

    [Test]
    public void Content_that_no_row_names_is_removed_after_an_hour()
    {
        Leave(ContentFile, Hour + Moment);

        Reopen();

        File.Exists(ContentFile).Should().BeFalse();
    }

    [Test]
    public void Both_are_left_alone_before()
    {
        Leave(TemporaryFile, Hour - Moment);
        Leave(ContentFile, Hour - Moment);

        Reopen();

        File.Exists(TemporaryFile).Should().BeTrue();
        File.Exists(ContentFile).Should().BeTrue();
    }

    [Test]
    public async Task Content_that_a_row_names_is_left_alone_however_old()
    {
        await Put(Replace(), "text");
        File.SetLastWriteTimeUtc(ContentFiles().Single(), (Start - TimeSpan.FromDays(1000)).UtcDateTime);

        Reopen();

        Content().Should().Be("text");
    }

    [Test]
    public async Task An_upload_that_stalls_for_an_hour_is_not_taken_for_an_unfinished_one()
    {
        GeneratedStream body = new(300_000, onRead: at => StallAt(at, wanted: 262_144));

        PutResult result = await Put(Replace(), body);

        result.Outcome.Should().Be(PutOutcome.Created);
        Store.Find(Container, "a")!.Length.Should().Be(300_000);
    }

    [Test]
    public async Task Content_that_is_about_to_be_committed_is_not_taken_for_a_leftover()
    {
        int calls = 0;
        PutRequest request = Replace() with { Precondition = _ => ++calls != 2 || SweepLongAfter(ContentFiles().Single()) };

        await Put(request, "text");

        Content().Should().Be("text");
    }

    private void StallAt(long at, long wanted)
    {
        if (at == wanted)
        {
            SweepLongAfter(TemporaryFiles().Single());
        }
    }

    private bool SweepLongAfter(string path)
    {
        Age(path, Hour + Moment);
        using SqliteSession session = new(Path.Combine(Root, "store.db"));
        Leftovers.Sweep(new StoreLayout(Root), session, Time.GetUtcNow());
        return true;
    }

    private static void Leave(string path, TimeSpan age)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "leftover");
        Age(path, age);
    }

    private static void Age(string path, TimeSpan age) => File.SetLastWriteTimeUtc(path, (Start - age).UtcDateTime);

    private void Reopen() => Open().Dispose();
}
