using ValetKey.Local.Storage;

namespace ValetKey.Tests.Local.Storage;

public sealed class ObjectInfoTests : StoreTest
{
    private static readonly ObjectHeaders AllHeaders = new()
    {
        ContentType = "text/plain; charset=utf-8",
        ContentDisposition = "attachment; filename=\"ä.txt\"",
        CacheControl = "no-store",
        ContentEncoding = "gzip",
        ContentLanguage = "de",
        Metadata = new Dictionary<string, string> { ["owner"] = "42", ["note"] = "quote \" and 🔑" },
    };

    [Test]
    public void There_is_none_for_an_object_that_does_not_exist() => Store.Find(Container, "a").Should().BeNull();

    [Test]
    public async Task It_names_the_object_and_says_its_length()
    {
        await Put(Replace("x/y"), "four");

        ObjectInfo info = Store.Find(Container, "x/y")!;

        info.Container.Should().Be(Container);
        info.Name.Should().Be("x/y");
        info.Length.Should().Be(4);
    }

    [Test]
    public async Task What_the_upload_returns_is_what_is_found()
    {
        PutResult result = await Put(Replace() with { Headers = AllHeaders }, "abc");

        Store.Find(Container, "a").Should().BeEquivalentTo(result.Stored);
    }

    [Test]
    public async Task Headers_and_metadata_come_back_as_they_were_given()
    {
        await Put(Replace() with { Headers = AllHeaders }, "abc");

        Store.Find(Container, "a")!.Headers.Should().BeEquivalentTo(AllHeaders);
    }

    [Test]
    public async Task A_replacement_has_its_own_headers_and_none_of_the_old_ones()
    {
        await Put(Replace() with { Headers = AllHeaders }, "abc");
        await Put(Replace(), "abc");

        Store.Find(Container, "a")!.Headers.Should().Be(ObjectHeaders.None);
    }

    [Test]
    public async Task Last_modified_is_the_time_of_the_write_in_whole_seconds()
    {
        await Put(Replace(), "abc");
        DateTimeOffset first = Store.Find(Container, "a")!.LastModified;
        Time.Advance(TimeSpan.FromSeconds(90));
        await Put(Replace(), "abc");

        first.Should().Be(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        Store.Find(Container, "a")!.LastModified.Should().Be(first.AddSeconds(90));
    }

    [Test]
    public async Task The_ETag_is_strong_quoted_and_follows_the_content()
    {
        string first = (await Put(Replace(), "abc")).Stored!.ETag;
        string other = (await Put(Replace(), "abd")).Stored!.ETag;
        string same = (await Put(Replace("b"), "abc")).Stored!.ETag;

        first.Should().Be("\"900150983cd24fb0d6963f7d28e17f72\"");
        other.Should().NotBe(first);
        same.Should().Be(first);
    }
}
