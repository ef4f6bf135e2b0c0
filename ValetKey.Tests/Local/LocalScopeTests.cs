using System.Net;
using System.Text.Json;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>What lies beside a key's scope stays shut.</summary>
public sealed class LocalScopeTests : LocalTests
{
    [TestCase("a", "b")]
    [TestCase("a", "A")]
    [TestCase("a", "a/")]
    [TestCase("a", "a/b")]
    [TestCase("a/b", "a")]
    [TestCase("a", "aa")]
    [TestCase("a%2Fb", "a/b")]
    public async Task A_key_for_one_object_does_not_open_another(string granted, string tried)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, tried, "secret");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, granted), Permissions.Read);
        SignedQuery query = await Storage.QueryAsync(KeyScope.ForObject(container, granted), Permissions.Read | Permissions.Delete);
        string path = Providers.PercentEncoding.EncodePath(tried);

        Answer byUrl = await GetAsync($"{Storage.Host.Url}{container}/{path}?{key.Url.Split('?')[1]}");
        Answer byQuery = await GetAsync($"{query.BaseUrl}/{path}?{query.Query}");

        byUrl.ShouldForbid(LocalRefusalReasons.SignatureMismatch);
        byQuery.ShouldForbid(LocalRefusalReasons.SignatureMismatch);
    }

    [TestCase("tenant1/x", true)]
    [TestCase("tenant1/deep/er/x", true)]
    [TestCase("tenant1//x", true)]
    [TestCase("tenant10/x", false)]
    [TestCase("tenant1", false)]
    [TestCase("tenant", false)]
    [TestCase("Tenant1/x", false)]
    [TestCase("x/tenant1/x", false)]
    [TestCase("tenant1%2Fx", false)]
    [TestCase("tenant1%252Fx", false)]
    public async Task A_key_for_a_prefix_opens_what_lies_under_it(string name, bool isOpen)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, name, "content");
        SignedQuery key = await Storage.QueryAsync(
            KeyScope.ForPrefix(container, "tenant1/"), Permissions.Read | Permissions.Write | Permissions.Delete);
        string url = $"{key.BaseUrl}/{Providers.PercentEncoding.EncodePath(name)}?{key.Query}";

        Answer read = await GetAsync(url);
        Answer write = await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Put, url) { Content = Bodies.Text("changed") });

        if (isOpen)
        {
            read.Text.Should().Be("content");
            write.ShouldBe(HttpStatusCode.OK);
        }
        else
        {
            read.ShouldForbid(LocalRefusalReasons.OutOfScope);
            write.ShouldForbid(LocalRefusalReasons.OutOfScope);
            (await Storage.FetchAsync(container, name)).Should().Be("content");
        }
    }

    [Test]
    public async Task A_key_for_a_container_opens_no_other_container()
    {
        string container = Storage.NewContainer();
        string other = Storage.NewContainer();
        await Storage.StoreAsync(other, "o", "secret");
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForContainer(container), Permissions.Read | Permissions.List | Permissions.Write);

        Answer[] answers =
        [
            await GetAsync($"{Storage.Host.Url}{other}/o?{key.Query}"),
            await GetAsync($"{Storage.Host.Url}{other}?{key.Query}"),
            await Storage.SendAsync(
                new HttpRequestMessage(HttpMethod.Put, $"{Storage.Host.Url}{other}/o?{key.Query}") { Content = Bodies.Text("x") }),
        ];

        answers.Should().AllSatisfy(answer => answer.ShouldForbid(LocalRefusalReasons.SignatureMismatch));
        (await Storage.FetchAsync(other, "o")).Should().Be("secret");
    }

    [TestCase("prefix=tenant10/")]
    [TestCase("prefix=tenant1")]
    [TestCase("prefix=t")]
    [TestCase("prefix=tenant1%252F")]
    [TestCase("prefix=Tenant1/")]
    public async Task Listing_outside_the_prefix_is_refused(string parameter)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "tenant10/x", "secret");
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForPrefix(container, "tenant1/"), Permissions.List);

        Answer answer = await GetAsync($"{key.BaseUrl}?{key.Query}&{parameter}");

        answer.ShouldForbid(LocalRefusalReasons.OutOfScope);
    }

    [TestCase("")]
    [TestCase("&prefix=")]
    [TestCase("&prefix=tenant1/")]
    [TestCase("&after=a")]
    [TestCase("&after=tenant0/z")]
    [TestCase("&delimiter=/")]
    [TestCase("&delimiter=t&after=")]
    public async Task Listing_a_prefix_names_nothing_outside_it(string parameters)
    {
        string container = Storage.NewContainer();
        foreach (string name in (string[])["a", "tenant0/x", "tenant1", "tenant1/x", "tenant10/x", "tenant2/x", "z"])
        {
            await Storage.StoreAsync(container, name, "content");
        }

        SignedUrl key = await Storage.UrlAsync(KeyScope.ForPrefix(container, "tenant1/"), Permissions.List);

        Answer answer = await GetAsync(key.Url + parameters);

        answer.Json.GetProperty("objects").EnumerateArray().Select(Name).Should().Equal("tenant1/x");
        answer.Json.GetProperty("prefixes").GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task A_key_of_another_service_opens_nothing_here()
    {
        await using TestStorage other = await TestStorage.StartAsync();
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "secret");
        SignedUrl key = await other.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read);

        Answer answer = await GetAsync(new Uri(Storage.Host.Url, key.ToUri().PathAndQuery).AbsoluteUri);

        answer.ShouldForbid(LocalRefusalReasons.SignatureMismatch);
    }

    private static string? Name(JsonElement found) => found.GetProperty("name").GetString();

    private Task<Answer> GetAsync(string url) => Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, url));
}
