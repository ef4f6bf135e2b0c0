using Microsoft.Data.Sqlite;
using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class OpeningTests : StoreTest
{
    [Test]
    public async Task Objects_are_there_after_reopening()
    {
        await Put(Replace(), "text");
        Store.Dispose();

        using ObjectStore reopened = Open();

        reopened.Find(Container, "a")!.Length.Should().Be(4);
    }

    [Test]
    public async Task Disposal_closes_all_files()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Put(Replace($"{i}"), "text"))));

        await Store.DisposeAsync();

        // SQLite removes its log when the last connection is closed.
        File.Exists(Path.Combine(Root, "store.db-wal")).Should().BeFalse();
    }

    [Test]
    public void A_disposed_store_says_so()
    {
        Store.Dispose();

        Func<ObjectInfo?> finding = () => Store.Find(Container, "a");

        finding.Should().Throw<ObjectDisposedException>().Which.ObjectName.Should().EndWith(nameof(ObjectStore));
    }

    [Test]
    public async Task An_upload_that_outlives_the_store_leaves_no_file()
    {
        Func<Task> upload = () => Put(Replace(), new GeneratedStream(10, onRead: _ => Store.Dispose()));

        await upload.Should().ThrowAsync<ObjectDisposedException>();
        TemporaryFiles().Should().BeEmpty();
        ContentFiles().Should().BeEmpty();
    }

    [Test]
    public void A_store_of_a_later_version_is_refused()
    {
        using (SqliteConnection connection = new($"Data Source={Path.Combine(Root, "store.db")};Pooling=false"))
        {
            connection.Open();
            using SqliteCommand command = new("PRAGMA user_version = 4", connection);
            command.ExecuteNonQuery();
        }

        Func<ObjectStore> opening = () => Open();

        opening.Should().Throw<InvalidDataException>().WithMessage("*schema version 4*");
    }
}
