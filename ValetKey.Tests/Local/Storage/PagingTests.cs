using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class PagingTests : StoreTest
{
    // Ordinal order of UTF-16 and of UTF-8 agree on these.
    private static readonly string[] Names =
    [
        "a", "a/", "a/b", "a/b/c", "a/b/d", "a0", "b/1", "b/2", "b/3", "c", "c//", "c//d", "c/d", "d%", "d%/x", "dir/", "e",
    ];

    private static readonly string?[] Delimiters = [null, "", "/", "//", "b"];
    private static readonly string[] Prefixes = ["", "a", "a/", "a/b", "b/", "c/", "c//", "d%", "z"];

    [Test]
    public async Task Pages_of_any_size_together_are_the_whole_listing(
        [ValueSource(nameof(Delimiters))] string? delimiter, [Values(1, 2, 3, 5, 16, 17, 18)] int limit)
    {
        await PutAll();

        foreach (string prefix in Prefixes)
        {
            AllPages(prefix, delimiter, limit).Should().Equal(Items(prefix, delimiter), "prefix '{0}'", prefix);
        }
    }

    [Test]
    public async Task Any_marker_starts_after_itself_whether_it_exists_or_not([ValueSource(nameof(Delimiters))] string? delimiter)
    {
        await PutAll();
        string[] markers = [.. Names, "", "!", "a/a", "a/b/", "b/2x", "c/", "d", "f", "\U0010FFFF"];

        foreach ((string prefix, string marker) in Prefixes.SelectMany(prefix => markers.Select(marker => (prefix, marker))))
        {
            ListPage page = Store.List(Container, prefix, delimiter, marker, 1000);

            Items(page).Should().Equal(
                Items(prefix, delimiter).Where(item => string.CompareOrdinal(item, marker) > 0),
                "prefix '{0}', marker '{1}'", prefix, marker);
        }
    }

    [Test]
    public async Task A_full_last_page_has_no_marker_and_a_full_earlier_one_has()
    {
        await PutAll();

        Store.List(Container, "b/", null, null, 3).NextMarker.Should().BeNull();
        Store.List(Container, "b/", null, null, 2).NextMarker.Should().Be("b/2");
        Store.List(Container, "", "/", null, 2).NextMarker.Should().Be("a/");
    }

    private IEnumerable<string> AllPages(string prefix, string? delimiter, int limit)
    {
        for (string? marker = null; ;)
        {
            ListPage page = Store.List(Container, prefix, delimiter, marker, limit);
            string[] items = Items(page);
            items.Length.Should().BeLessThanOrEqualTo(limit);

            foreach (string item in items)
            {
                yield return item;
            }

            if (page.NextMarker is null)
            {
                yield break;
            }

            items.Length.Should().Be(limit);
            marker = page.NextMarker;
        }
    }

    private static string[] Items(ListPage page) =>
        [.. page.Objects.Select(info => info.Name).Concat(page.CommonPrefixes).Order(StringComparer.Ordinal)];

    // What a listing is, said as plainly as can be.
    private static string[] Items(string prefix, string? delimiter) =>
        [.. Names
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => RolledUp(name, prefix, delimiter))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static string RolledUp(string name, string prefix, string? delimiter)
    {
        int at = string.IsNullOrEmpty(delimiter) ? -1 : name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? name : name[..(at + delimiter!.Length)];
    }

    private async Task PutAll()
    {
        foreach (string name in Names)
        {
            await Put(Create(name), "");
        }
    }
}
