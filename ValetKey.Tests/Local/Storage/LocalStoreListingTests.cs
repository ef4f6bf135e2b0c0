using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class LocalStoreListingTests : StoreTest
{
    [Test]
    public void An_empty_container_has_an_empty_page()
    {
        ListPage page = Store.List(Container, "", "/", null, 1000);

        page.Objects.Should().BeEmpty();
        page.CommonPrefixes.Should().BeEmpty();
        page.NextMarker.Should().BeNull();
    }

    [Test]
    public async Task Names_come_in_the_order_of_their_UTF8_bytes()
    {
        // UTF-16 order would put the last two the other way round, a dictionary would put "B" after "a".
        string[] ordered = ["", "!", "B", "a", "a!", "a/", "aa", "b", "\u007F", "ä", "\uFFFD", "\U0001F511"];
        await PutAll(ordered.Skip(1).Reverse());

        Names(Store.List(Container, "", null, null, 100)).Should().Equal(ordered.Skip(1));
    }

    [Test]
    public async Task Only_the_container_is_listed()
    {
        await PutAll(["a"]);
        await Put(Replace("b") with { Container = Container + "2" }, "");
        await Put(Replace("c") with { Container = "medi" }, "");

        Names(Store.List(Container, "", null, null, 100)).Should().Equal("a");
    }

    [Test]
    public async Task A_tenants_prefix_does_not_reach_its_neighbour()
    {
        await PutAll(["tenant", "tenant1", "tenant1/a", "tenant1/b", "tenant10/a", "tenant1.a", "tenant10", "tenant2/a"]);

        Names(Store.List(Container, "tenant1/", null, null, 100)).Should().Equal("tenant1/a", "tenant1/b");
    }

    [TestCase("%")]
    [TestCase("_")]
    [TestCase("*")]
    [TestCase("?")]
    [TestCase("[a]")]
    public async Task A_prefix_has_no_wildcards(string prefix)
    {
        await PutAll(["a1", "xx", "b", prefix + "1"]);

        Names(Store.List(Container, prefix, null, null, 100)).Should().Equal(prefix + "1");
    }

    [Test]
    public async Task A_prefix_knows_upper_case_from_lower_case()
    {
        await PutAll(["a1", "A1"]);

        Names(Store.List(Container, "A", null, null, 100)).Should().Equal("A1");
    }

    [TestCase("\u007F")]
    [TestCase("\u00BF")]
    [TestCase("\u07FF")]
    [TestCase("\uD7FF")]
    [TestCase("\uFFFF")]
    [TestCase("\U0010FFFF")]
    [TestCase("\U0010FFFF\U0010FFFF")]
    public async Task A_prefix_that_ends_in_the_last_character_of_its_length_is_still_a_range(string prefix)
    {
        await PutAll([prefix, prefix + "a", prefix + "\U0010FFFF", "a"]);

        Names(Store.List(Container, prefix, null, null, 100)).Should().Equal(prefix, prefix + "a", prefix + "\U0010FFFF");
    }

    [Test]
    public async Task A_delimiter_shows_one_level_and_rolls_up_what_lies_deeper()
    {
        await PutAll(["p/", "p/a", "p/b/1", "p/b/2", "p/c", "p/d/1/x", "q"]);

        ListPage page = Store.List(Container, "p/", "/", null, 100);

        Names(page).Should().Equal("p/", "p/a", "p/c");
        page.CommonPrefixes.Should().Equal("p/b/", "p/d/");
        page.NextMarker.Should().BeNull();
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase(1001)]
    public void A_page_has_1_to_1000_items(int limit)
    {
        Func<ListPage> listing = () => Store.List(Container, "", null, null, limit);

        listing.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Test]
    public async Task A_listing_says_of_objects_what_finding_them_says()
    {
        ObjectHeaders headers = new() { ContentType = "text/plain" };
        await Put(Replace() with { Headers = headers }, "abc");

        Store.List(Container, "", null, null, 1).Objects.Single().Should().BeEquivalentTo(Store.Find(Container, "a"));
    }

    private static IEnumerable<string> Names(ListPage page) => page.Objects.Select(info => info.Name);

    private async Task PutAll(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            await Put(Replace(name), "");
        }
    }
}
