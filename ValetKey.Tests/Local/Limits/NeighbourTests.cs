using System.Net;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>What a key does not open it cannot ask about either: answers are the same to the byte whether or not a neighbour exists.</summary>
public sealed class NeighbourTests : LocalTests
{
    [Test]
    public async Task Answers_about_a_neighbour_that_exists_and_one_that_does_not_are_the_same(
        [Values("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "OPTIONS")] string method, [Values] bool asPrefix, [Values] bool otherContainer)
    {
        string container = Storage.NewContainer();
        string other = otherContainer ? Storage.NewContainer() : container;
        await Storage.StoreAsync(container, "mine/o", "x");
        await Storage.StoreAsync(other, "theirs/here", "x");
        const Permissions All = Permissions.Read | Permissions.ReadProperties | Permissions.Write | Permissions.Append | Permissions.Delete;
        SignedQuery key = await Storage.QueryAsync(
            asPrefix ? KeyScope.ForPrefix(container, "mine/") : KeyScope.ForObject(container, "mine/o"), asPrefix ? All | Permissions.List : All);

        Answer here = await AskAsync(method, key, other, "theirs/here");
        Answer gone = await AskAsync(method, key, other, "theirs/gone");

        ((int)here.Status).Should().BeOneOf(403, 405);
        gone.Status.Should().Be(here.Status);
        gone.Body.Should().Equal(here.Body);
        Comparable(gone).Should().Equal(Comparable(here));
        here.Text.Should().NotContain("theirs").And.NotContain(other + "/");
        (await Storage.FetchAsync(other, "theirs/here")).Should().Be("x");
        (await Storage.FetchAsync(other, "theirs/gone")).Should().BeNull();
    }

    [Test]
    public async Task A_form_for_one_prefix_learns_nothing_of_another([Values(Permissions.Create, Permissions.Write)] Permissions permission)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "theirs/here", "x");
        SignedForm form = await Storage.FormAsync(KeyScope.ForPrefix(container, "mine/"), permission);

        Answer here = await PostAsync("theirs/here");
        Answer gone = await PostAsync("theirs/gone");

        here.Status.Should().Be(HttpStatusCode.Forbidden);
        gone.Body.Should().Equal(here.Body);
        Comparable(gone).Should().Equal(Comparable(here));

        Task<Answer> PostAsync(string name) => Storage.SendAsync(
            Multipart.Of(form, (field, value) => field == "key" ? name : value).File("y").PostTo(form.Url));
    }

    private static string[] Comparable(Answer answer) =>
        [.. answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal)];

    private async Task<Answer> AskAsync(string method, SignedQuery key, string container, string name)
    {
        HttpRequestMessage request = new(new HttpMethod(method), $"{Storage.Host.Url.ToString().TrimEnd('/')}/{container}/{name}?{key.Query}");
        if (method is "PUT" or "POST")
        {
            request.Content = Bodies.Text("y");
        }

        return await Storage.SendAsync(request);
    }
}
