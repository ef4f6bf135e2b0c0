using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>The object bears exactly the key's metadata, in all three forms.</summary>
public sealed class MetadataTests : LocalTests
{
    private const string Prefix = "x-valetkey-meta-";

    private static readonly KeyConstraints Demanded = new()
    {
        Metadata = new Dictionary<string, string> { ["owner"] = "u 42&=%+", ["a+b"] = "=" },
    };

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case("exact", true, ("owner", "u 42&=%+"), ("a+b", "="));
        yield return Case("in other case and order", true, ("A+B", "="), ("Owner", "u 42&=%+"));
        yield return Case("none", false);
        yield return Case("one missing", false, ("owner", "u 42&=%+"));
        yield return Case("changed", false, ("owner", "u 43&=%+"), ("a+b", "="));
        yield return Case("in other case as a value", false, ("owner", "U 42&=%+"), ("a+b", "="));
        yield return Case("emptied", false, ("owner", ""), ("a+b", "="));
        yield return Case("one more", false, ("owner", "u 42&=%+"), ("a+b", "="), ("more", "1"));
        yield return Case("renamed", false, ("owner2", "u 42&=%+"), ("a+b", "="));
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Metadata_bind_every_form_of_key((string Name, string Value)[] sent, bool fits)
    {
        string container = Storage.NewContainer();
        SignedUrl url = await Storage.UrlAsync(KeyScope.ForObject(container, "url"), Permissions.Create, Demanded);
        SignedQuery query = await Storage.QueryAsync(
            KeyScope.ForContainer(container), Permissions.Write | Permissions.Append, Demanded);
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "form"), Permissions.Create, Demanded);
        Multipart multipart = Multipart.Of(form, (field, value) => field.StartsWith(Prefix, StringComparison.Ordinal) ? null : value);
        foreach ((string name, string value) in sent)
        {
            multipart.Field(Prefix + name, value);
        }

        Answer[] answers =
        [
            await Storage.SendAsync(Request(HttpMethod.Put, url.Url, sent)),
            await Storage.SendAsync(Request(HttpMethod.Put, $"{query.BaseUrl}/query?{query.Query}", sent)),
            await Storage.SendAsync(Request(HttpMethod.Post, $"{query.BaseUrl}/append?{query.Query}", sent)),
            await Storage.SendAsync(multipart.File("x").PostTo(form.Url)),
        ];

        answers.Should().AllSatisfy(answer =>
        {
            if (fits)
            {
                answer.ShouldBe(HttpStatusCode.Created);
            }
            else
            {
                answer.ShouldForbid(LocalRefusalReasons.MetadataMismatch);
            }
        });
        string[] expected = fits ? ["append", "form", "query", "url"] : [];
        (await Storage.NamesAsync(container)).Should().Equal(expected);
    }

    [Test]
    public async Task The_keys_own_requests_bear_the_metadata_and_downloads_give_them_back()
    {
        string container = Storage.NewContainer();
        SignedQuery query = await Storage.QueryAsync(
            KeyScope.ForContainer(container), Permissions.Create | Permissions.Append | Permissions.Read, Demanded);
        SignedForm form = await Storage.FormAsync(KeyScope.ForObject(container, "form"), Permissions.Create, Demanded);
        await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "url"), Permissions.Create, Demanded), Bodies.Text("x"));
        await Storage.SendAsync(query.CreateRequest(Permissions.Create, "query", Bodies.Text("x")));
        await Storage.SendAsync(query.CreateRequest(Permissions.Append, "append", Bodies.Text("x")));
        await Storage.SendAsync(form.CreateRequest(Bodies.Text("x")));

        foreach (string name in (string[])["url", "query", "append", "form"])
        {
            Answer answer = await Storage.SendAsync(query.CreateRequest(Permissions.Read, name));

            answer.Header(Prefix + "owner").Should().Be("u 42&=%+", name);
            answer.Header(Prefix + "a+b").Should().Be("=", name);
        }
    }

    [Test]
    public async Task Without_a_demand_any_metadata_are_kept()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Create);

        await Storage.SendAsync(key, Bodies.Text("x"), request => request.Headers.Add(Prefix + "Colour", "blue"));
        Answer answer = await Storage.SendAsync(await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.ReadProperties));

        answer.Header(Prefix + "colour").Should().Be("blue");
    }

    private static TestCaseData Case(string name, bool fits, params (string Name, string Value)[] sent) =>
        new TestCaseData(sent, fits).SetArgDisplayNames(name);

    private static HttpRequestMessage Request(HttpMethod method, string url, (string Name, string Value)[] metadata)
    {
        HttpRequestMessage request = new(method, url) { Content = Bodies.Text("x") };
        foreach ((string name, string value) in metadata)
        {
            request.Headers.TryAddWithoutValidation(Prefix + name, value);
        }

        return request;
    }
}
