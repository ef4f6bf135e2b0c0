using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

/// <summary>Small content lies in the database, beside the row that names it.</summary>
public sealed class SmallContentTests : StoreTest
{
    private const int Limit = 1000;

    private protected override int LargestInRow => Limit;

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(Limit)]
    public async Task Up_to_the_limit_there_is_no_file(int length)
    {
        string text = new('x', length);

        await Put(Replace(), text);

        Content().Should().Be(text);
        ContentFiles().Should().BeEmpty();
        TemporaryFiles().Should().BeEmpty();
    }

    [TestCase(Limit + 1)]
    [TestCase(500_000)]
    public async Task Beyond_it_there_is_one(int length)
    {
        string text = new('x', length);

        await Put(Replace(), text);

        Content().Should().Be(text);
        ContentFiles().Should().ContainSingle();
        TemporaryFiles().Should().BeEmpty();
    }

    [Test]
    public async Task Small_replaces_large_and_large_replaces_small()
    {
        await Put(Replace(), "small");
        await Put(Replace(), new string('l', 2000));
        await Put(Replace("b"), new string('l', 2000));
        await Put(Replace("b"), "small");

        Content().Should().Be(new string('l', 2000));
        Content("b").Should().Be("small");
        ContentFiles().Should().ContainSingle();
    }

    [Test]
    public async Task A_log_that_grows_by_lines_moves_to_a_file_in_time()
    {
        string[] lines = [.. Enumerable.Range(0, 300).Select(i => $"line {i}\n")];

        foreach (string line in lines)
        {
            await Put(Append(), line);
        }

        Content().Should().Be(string.Concat(lines));
        ContentFiles().Length.Should().BeInRange(1, 4);
        (await Store.VerifyAsync(null, default)).IsSound.Should().BeTrue();
    }

    [Test]
    public async Task Who_reads_small_content_reads_it_to_the_end_after_it_was_replaced()
    {
        await Put(Replace(), "old");
        await using OpenedObject opened = Store.OpenRead(Container, "a")!;

        await Put(Replace(), "new");

        new StreamReader(opened.Content).ReadToEnd().Should().Be("old");
    }
}
