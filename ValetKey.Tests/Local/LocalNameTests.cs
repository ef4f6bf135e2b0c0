using System.Net;
using System.Text;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Any name goes there and back; each has one spelling in a URL.</summary>
public sealed class LocalNameTests : LocalTests
{
    private static IEnumerable<string> OddNames() =>
    [
        "plain", "with space", " leading and trailing ", "a+b", "a&b=c", "a?b", "a#b", "a'b", "~tilde", "a//b", "a///", "per%cent", "%41",
        "%2F", "%2e%2e/x",
        "%", "100%", "a;b,c:d@e!f$g*h(i)j", "\"quoted\"", "<angle>", "[a]{b}|c^d`e", "ünïcödé", "日本語/ファイル", "😀/🏳️‍🌈", "e\u0301", "\u00e9",
        "\u200e\u202eltr", "\ufeffbom", "\ufffe\uffff", "\U0001FFFE", "\ue000", "...", "a/.../b", ".hidden", "a.", "CON", "vk=1&sig=x",
        "{name}", "${filename}",
        new string('n', 1024), new string('\u20ac', 341), string.Concat(Enumerable.Repeat("😀", 256)), string.Concat(Enumerable.Repeat("%/", 512)),
    ];

    [TestCaseSource(nameof(OddNames))]
    public async Task An_odd_name_goes_there_and_back(string name)
    {
        string container = Storage.NewContainer();
        KeyScope scope = KeyScope.ForObject(container, name);

        Answer stored = await Storage.SendAsync(await Storage.UrlAsync(scope, Permissions.Create), Bodies.Text(name));
        string? byUrl = await Storage.FetchAsync(container, name);
        SignedQuery query = await Storage.QueryAsync(KeyScope.ForContainer(container), Permissions.Read | Permissions.Delete);
        Answer byQuery = await Storage.SendAsync(query.CreateRequest(Permissions.Read, name));
        string[] listed = await Storage.NamesAsync(container);
        Answer deleted = await Storage.SendAsync(query.CreateRequest(Permissions.Delete, name));

        stored.ShouldBe(HttpStatusCode.Created);
        byUrl.Should().Be(name);
        byQuery.Text.Should().Be(name);
        listed.Should().Equal(name);
        deleted.ShouldBe(HttpStatusCode.NoContent);
        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }

    [TestCaseSource(nameof(OddNames))]
    public async Task An_odd_prefix_opens_what_lies_under_it_and_lists_it(string name)
    {
        string prefix = Encoding.UTF8.GetByteCount(name) > 1000 ? "😀/" : name + "/";
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, prefix + "x", "content");
        await Storage.StoreAsync(container, "neighbour", "secret");
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForPrefix(container, prefix), Permissions.Read | Permissions.List);

        Answer read = await Storage.SendAsync(key.CreateRequest(Permissions.Read, prefix + "x"));
        Answer list = await Storage.SendAsync(key.CreateRequest(Permissions.List));

        read.Text.Should().Be("content");
        list.Json.GetProperty("objects").EnumerateArray().Select(found => found.GetProperty("name").GetString()).Should().Equal(prefix + "x");
    }

    [Test]
    public async Task Containers_have_odd_names_too([Values("a b", "ünï", "a%2Fb", "a.b", "%", "😀", "?", "a+b&c=d")] string container)
    {
        await Storage.StoreAsync(container, "o", "content");

        (await Storage.FetchAsync(container, "o")).Should().Be("content");
        (await Storage.NamesAsync(container)).Should().Equal("o");
    }

    [Test]
    public async Task A_listing_of_the_longest_names_can_be_paged_to_its_end()
    {
        string container = Storage.NewContainer();
        string prefix = string.Concat(Enumerable.Repeat("%/", 511));
        foreach (string end in (string[])["a", "b", "c"])
        {
            await Storage.StoreAsync(container, prefix + end, end);
        }

        SignedQuery key = await Storage.QueryAsync(KeyScope.ForPrefix(container, prefix), Permissions.List);
        HttpRequestMessage request = key.CreateRequest(Permissions.List, prefix);
        request.RequestUri = new Uri($"{request.RequestUri!.AbsoluteUri}&limit=1&after={Uri.EscapeDataString(prefix + "b")}");

        Answer answer = await Storage.SendAsync(request);

        answer.ShouldBe(HttpStatusCode.OK);
        answer.Json.GetProperty("objects")[0].GetProperty("name").GetString().Should().Be(prefix + "c");
    }

    [TestCase("/c/%61")]
    [TestCase("/c/a%2Fb")]
    [TestCase("/c/a%2fb")]
    [TestCase("/c/%c3%a9")]
    [TestCase("/c/a b")]
    [TestCase("/c/a+b")]
    [TestCase("/c/a!b")]
    [TestCase("/c/a:b")]
    [TestCase("/c/./a")]
    [TestCase("/c/../a")]
    [TestCase("/c/a/..")]
    [TestCase("/c/%2E%2E/a")]
    [TestCase("/c/%2e%2e/a")]
    [TestCase("/c//a")]
    [TestCase("//c/a")]
    [TestCase("/c/a\\b")]
    [TestCase("/c/a%5Cb")]
    [TestCase("/c/a%00")]
    [TestCase("/c/a%0A")]
    [TestCase("/c/%FF")]
    [TestCase("/c/%ED%A0%80")]
    [TestCase("/c/%C0%AF")]
    [TestCase("/c/%")]
    [TestCase("/c/%4")]
    [TestCase("/c/%u0041")]
    [TestCase("/c/")]
    [TestCase("/")]
    [TestCase("/%63/a")]
    [TestCase("/../c/a")]
    [TestCase("/./c/a")]
    [TestCase("http://localhost/c/a")]
    [TestCase("/c/\u00e9")]
    [TestCase("*")]
    public async Task A_path_in_another_spelling_is_refused_before_the_key_is_read(string path)
    {
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForContainer("c"), Permissions.Read);
        await Storage.StoreAsync("c", "a", "secret");
        await Storage.StoreAsync("c", "a/b", "secret");

        string answer = await Storage.SendRawAsync(RawHttp.Get($"{path}?{key.Query}"));

        RawHttp.StatusOf(answer).Should().Be(400, answer);
        answer.Should().NotContain("secret");
    }

    [Test]
    public async Task A_fragment_is_no_part_of_a_request()
    {
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject("c", "a"), Permissions.Read);

        string answer = await Storage.SendRawAsync(RawHttp.Get(key.ToUri().PathAndQuery + "#top"));

        RawHttp.StatusOf(answer).Should().BeOneOf(400, 403);
        answer.Should().NotContain("200 OK");
    }
}
