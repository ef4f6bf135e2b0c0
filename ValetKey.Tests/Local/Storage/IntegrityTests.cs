using ValetKey.Local;
using ValetKey.Local.Storage.Parts;
using ValetKey.Local.Storage.Sql;

namespace ValetKey.Tests.Local.Storage;

/// <summary>The check of the whole store finds each kind of damage, and nothing else.</summary>
public sealed class IntegrityTests : StoreTest
{
    private protected override int LargestInRow => 4;

    [Test]
    public async Task A_sound_store_has_no_fault_and_is_counted()
    {
        await Put(Replace("a"), "in a file");
        await Put(Replace("b"), "row");
        await Put(Append("b"), "and more");
        Guid upload = await Store.BeginPartsAsync(Container, "c", default);
        await Put(Replace("c") with { Part = new PartTarget(upload, 1) }, "a part");

        IntegrityReport report = await VerifyAsync();

        report.Should().BeEquivalentTo(new IntegrityReport(Objects: 3, Bytes: 9 + 11 + 6, [], UnnamedFiles: 0));
    }

    [Test]
    public async Task A_file_that_is_gone_is_found()
    {
        await Put(Replace("kept"), "in a file");
        await Put(Replace(), "in a file too");
        File.Delete(FileOf("in a file too"));

        ShouldBe(await VerifyAsync(), IntegrityFaultKind.ContentMissing, "a");
    }

    [Test]
    public async Task A_file_that_was_cut_off_or_grew_is_found()
    {
        await Put(Replace(), "in a file");
        File.AppendAllText(ContentFiles().Single(), "!");

        ShouldBe(await VerifyAsync(), IntegrityFaultKind.LengthDiffers, "a");
    }

    [Test]
    public async Task A_byte_that_changed_is_found_in_a_file()
    {
        await Put(Replace(), "in a file");
        File.WriteAllText(ContentFiles().Single(), "in a f1le");

        ShouldBe(await VerifyAsync(), IntegrityFaultKind.DigestDiffers, "a");
    }

    [Test]
    public async Task A_byte_that_changed_is_found_in_the_database()
    {
        await Put(Replace(), "row");
        Execute("UPDATE pieces SET data = CAST('r0w' AS BLOB)");

        ShouldBe(await VerifyAsync(), IntegrityFaultKind.DigestDiffers, "a");
    }

    [Test]
    public async Task A_piece_that_is_gone_is_found()
    {
        await Put(Replace(), "in a file");
        await Put(Append(), "row");
        Execute("DELETE FROM pieces WHERE file IS NULL");

        ShouldBe(await VerifyAsync(), IntegrityFaultKind.LengthDiffers, "a");
    }

    [Test]
    public async Task A_part_of_an_upload_that_is_damaged_is_found_under_the_object_that_it_is_for()
    {
        Guid upload = await Store.BeginPartsAsync(Container, "c", default);
        await Put(Replace("c") with { Part = new PartTarget(upload, 1) }, "a part");
        File.WriteAllText(ContentFiles().Single(), "a p*rt");

        ShouldBe(await VerifyAsync(), IntegrityFaultKind.DigestDiffers, "c");
    }

    [Test]
    public async Task Files_that_nobody_names_are_counted_and_are_no_fault()
    {
        await Put(Replace(), "in a file");
        File.Copy(ContentFiles().Single(), ContentFiles().Single() + "0");
        File.WriteAllText(Path.Combine(Root, "tmp", "begun"), "x");

        IntegrityReport report = await VerifyAsync();

        report.Should().BeEquivalentTo(new { IsSound = true, UnnamedFiles = 2 });
    }

    [Test]
    public async Task What_is_written_meanwhile_is_no_fault([Values("in a file", "row")] string content)
    {
        await Put(Replace(), content);
        using CancellationTokenSource enough = new();
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; !enough.IsCancellationRequested; i++)
            {
                await Put(Replace($"{i % 8}"), content);
                await Put(Append($"{i % 8}"), content);
            }
        });

        for (int i = 0; i < 100; i++)
        {
            (await VerifyAsync()).Faults.Should().BeEmpty();
        }

        await enough.CancelAsync();
        await writing;
    }

    private static void ShouldBe(IntegrityReport report, IntegrityFaultKind kind, string name)
    {
        IntegrityFault fault = report.Faults.Should().ContainSingle().Subject;
        fault.Should().BeEquivalentTo(new { Kind = kind, Container, Name = name });
        fault.Detail.Should().NotBeEmpty();
        report.IsSound.Should().BeFalse();
    }

    private Task<IntegrityReport> VerifyAsync() => Store.VerifyAsync(null, default);

    private string FileOf(string text) => ContentFiles().Single(path => File.ReadAllText(path) == text);

    private void Execute(string sql)
    {
        using SqliteSession session = new(Path.Combine(Root, "store.db"));
        session.Execute(sql).Should().BeGreaterThan(0);
    }
}
