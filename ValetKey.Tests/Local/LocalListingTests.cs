using System.Net;
using System.Text.Json;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>A listing: in the order of bytes, page by page, one level at a time.</summary>
public sealed class LocalListingTests : LocalTests
{
    private static readonly string[] Names =
        ["A", "a", "a b", "a/", "a/1", "a/2", "a/b/1", "a0", "b/1", "b/2", "z", "é", "日", "\ue000", "😀", "😀/x"];

    private string _container = "";

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        _container = Storage.NewContainer();
        foreach (string name in Names.Reverse())
        {
            await Storage.StoreAsync(_container, name, Bodies.Text(name, "text/plain"));
        }
    }

    [Test]
    public async Task Names_come_in_the_order_of_their_bytes()
    {
        Answer answer = await ListAsync("");

        answer.Header("Content-Type").Should().Be("application/json");
        answer.Header("Cache-Control").Should().Be("no-store");
        NamesOf(answer).Should().Equal(Names);
        answer.Json.TryGetProperty("next", out _).Should().BeFalse();
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(15)]
    [TestCase(16)]
    [TestCase(17)]
    [TestCase(1000)]
    public async Task Pages_lead_to_the_end(int limit)
    {
        (string[] objects, _, int pages) = await PageAsync($"&limit={limit}");

        objects.Should().Equal(Names);
        pages.Should().Be((Names.Length + limit - 1) / limit);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(100)]
    public async Task With_a_delimiter_pages_go_one_level_deep(int limit)
    {
        (string[] objects, string[] prefixes, _) = await PageAsync($"&delimiter=/&limit={limit}");

        objects.Should().Equal("A", "a", "a b", "a0", "z", "é", "日", "\ue000", "😀");
        prefixes.Should().Equal("a/", "b/", "😀/");
    }

    [TestCase("prefix=a/", "a/,a/1,a/2,a/b/1")]
    [TestCase("prefix=a", "a,a b,a/,a/1,a/2,a/b/1,a0")]
    [TestCase("prefix=a%2F&delimiter=%2F", "a/,a/1,a/2")]
    [TestCase("prefix=a%20", "a b")]
    [TestCase("prefix=a+", "a b")]
    [TestCase("prefix=%F0%9F%98%80", "😀,😀/x")]
    [TestCase("prefix=nothing", "")]
    [TestCase("after=b%2F2&prefix=", "z,é,日,\ue000,😀,😀/x")]
    [TestCase("after=zz&limit=1", "é")]
    [TestCase("after=%F0%9F%98%80%2Fx", "")]
    [TestCase("delimiter=&prefix=b", "b/1,b/2")]
    public async Task Parameters_choose(string parameters, string expected)
    {
        Answer answer = await ListAsync("&" + parameters);

        answer.ShouldBe(HttpStatusCode.OK);
        NamesOf(answer).Should().Equal(expected.Length == 0 ? [] : expected.Split(','));
    }

    [TestCase("limit=0")]
    [TestCase("limit=1001")]
    [TestCase("limit=-1")]
    [TestCase("limit=+1")]
    [TestCase("limit=1%00")]
    [TestCase("limit=1e2")]
    [TestCase("limit=")]
    [TestCase("limit=99999999999")]
    [TestCase("limit=1&limit=1")]
    [TestCase("prefix=a/&prefix=b/")]
    [TestCase("Prefix=a/")]
    [TestCase("max-keys=1")]
    [TestCase("prefix=a/&surplus")]
    [TestCase("=x")]
    [TestCase("%70refix=a/&prefix=b/")]
    public async Task Odd_parameters_are_refused(string parameters)
    {
        Answer answer = await ListAsync("&" + parameters);

        answer.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
    }

    [TestCase("prefix=%00")]
    [TestCase("prefix=%FF%FE")]
    [TestCase("after=%ED%A0%80")]
    [TestCase("after=%00%01")]
    [TestCase("delimiter=%F0%9F")]
    [TestCase("delimiter=%EF%BF%BD")]
    [TestCase("prefix=..%2F")]
    [TestCase("after=%25")]
    [TestCase("prefix=%")]
    public async Task Odd_values_do_no_harm(string parameters)
    {
        Answer answer = await ListAsync("&" + parameters);

        ((int)answer.Status).Should().BeOneOf(200, 400);
    }

    [Test]
    public async Task An_entry_says_what_a_head_would()
    {
        Answer list = await ListAsync("&prefix=z");
        Answer head = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(_container, "z"), Permissions.ReadProperties));

        JsonElement entry = list.Json.GetProperty("objects")[0];
        entry.GetProperty("etag").GetString().Should().Be(head.Header("ETag"));
        entry.GetProperty("length").GetInt64().Should().Be(1);
        entry.GetProperty("contentType").GetString().Should().Be("text/plain");
        entry.GetProperty("lastModified").GetDateTimeOffset().Should().Be(Storage.Time.GetUtcNow());
    }

    private static IEnumerable<string> NamesOf(Answer answer, string kind = "objects") =>
        answer.Json.GetProperty(kind).EnumerateArray()
            .Select(entry => entry.ValueKind == JsonValueKind.String ? entry.GetString()! : entry.GetProperty("name").GetString()!);

    private async Task<(string[] Objects, string[] Prefixes, int Pages)> PageAsync(string parameters)
    {
        List<string> objects = [];
        List<string> prefixes = [];
        string after = "";
        for (int pages = 1; ; pages++)
        {
            Answer answer = await ListAsync(parameters + after);
            objects.AddRange(NamesOf(answer));
            prefixes.AddRange(NamesOf(answer, "prefixes"));
            pages.Should().BeLessThan(100, "a page leads on");
            if (!answer.Json.TryGetProperty("next", out JsonElement next))
            {
                return ([.. objects], [.. prefixes], pages);
            }

            after = "&after=" + Uri.EscapeDataString(next.GetString()!);
        }
    }

    private async Task<Answer> ListAsync(string parameters)
    {
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForContainer(_container), Permissions.List);
        return await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, key.Url + parameters));
    }
}
