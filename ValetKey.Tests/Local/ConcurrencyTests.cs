using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Sixty-four clients at once.</summary>
public sealed class ConcurrencyTests : LocalTests
{
    private const int Clients = 64;
    private const int Rounds = 100;

    private static readonly KeyConstraints Once = new() { SingleUse = true };

    [Test]
    public async Task Of_64_downloads_with_one_single_use_key_one_succeeds()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "content");
        for (int round = 0; round < Rounds; round++)
        {
            SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Read, Once);

            Answer[] answers = await AtOnceAsync(_ => Storage.SendAsync(key));

            CheckOne(answers, HttpStatusCode.OK, HttpStatusCode.Forbidden, LocalRefusalReasons.KeyUsed).Text.Should().Be("content");
        }
    }

    [Test]
    public async Task Of_64_uploads_with_one_single_use_key_one_succeeds_and_is_what_is_stored()
    {
        string container = Storage.NewContainer();
        for (int round = 0; round < Rounds; round++)
        {
            SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, $"{round}"), Permissions.Write, Once);

            Answer[] answers = await AtOnceAsync(client => Storage.SendAsync(key, Bodies.Text($"{client}")));

            Answer winner = CheckOne(answers, HttpStatusCode.Created, HttpStatusCode.Forbidden, LocalRefusalReasons.KeyUsed);
            (await Storage.FetchAsync(container, $"{round}")).Should().Be($"{Array.IndexOf(answers, winner)}");
        }
    }

    [Test]
    public async Task Of_64_different_operations_with_one_single_use_key_one_succeeds()
    {
        string container = Storage.NewContainer();
        Permissions[] kinds = [Permissions.Read, Permissions.Write, Permissions.List, Permissions.ReadProperties];
        await Storage.StoreAsync(container, "o", "content");
        for (int round = 0; round < 10; round++)
        {
            SignedQuery key = await Storage.QueryAsync(KeyScope.ForContainer(container), kinds.Aggregate((one, other) => one | other), Once);

            Answer[] answers = await AtOnceAsync(client => Storage.SendAsync(kinds[client % kinds.Length] switch
            {
                Permissions.List => key.CreateRequest(Permissions.List),
                Permissions.Write => key.CreateRequest(Permissions.Write, "o", Bodies.Text("content")),
                Permissions kind => key.CreateRequest(kind, "o"),
            }));

            answers.Count(answer => answer.IsSuccess).Should().Be(1);
        }
    }

    [Test]
    public async Task Of_64_creates_one_succeeds_and_is_what_is_stored([Values] bool asForm)
    {
        string container = Storage.NewContainer();
        for (int round = 0; round < 10; round++)
        {
            KeyScope scope = KeyScope.ForObject(container, $"{round}");
            SignedUrl url = await Storage.UrlAsync(scope, Permissions.Create);
            SignedForm form = await Storage.FormAsync(scope);

            Answer[] answers = await AtOnceAsync(client => asForm
                ? Storage.SendAsync(form.CreateRequest(Bodies.Text($"{client}")))
                : Storage.SendAsync(url, Bodies.Text($"{client}")));

            Answer winner = CheckOne(answers, HttpStatusCode.Created, HttpStatusCode.Conflict, LocalRefusalReasons.ObjectExists);
            (await Storage.FetchAsync(container, $"{round}")).Should().Be($"{Array.IndexOf(answers, winner)}");
        }
    }

    [Test]
    public async Task Of_64_appends_all_survive()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Append);

        Answer[] answers = await AtOnceAsync(client => Storage.SendAsync(key, Bodies.Text($"{client:00}|")));

        answers.Should().AllSatisfy(answer => answer.IsSuccess.Should().BeTrue(answer.Text));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).Should().Be(1);
        string[] parts = (await Storage.FetchAsync(container, "o"))!.Split('|', StringSplitOptions.RemoveEmptyEntries);
        parts.Order().Should().Equal(Enumerable.Range(0, Clients).Select(client => $"{client:00}"));
    }

    [Test]
    public async Task Of_64_deletes_with_if_match_one_succeeds()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "x");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Delete);

        Answer[] answers = await AtOnceAsync(
            _ => Storage.SendAsync(key, change: request => request.Headers.TryAddWithoutValidation("If-Match", "*")));

        CheckOne(answers, HttpStatusCode.NoContent, HttpStatusCode.NotFound, LocalRefusalReasons.NotFound);
    }

    [Test]
    public async Task Readers_see_the_old_object_or_the_new_one_while_it_is_overwritten()
    {
        string container = Storage.NewContainer();
        string one = new('1', 100_000);
        string two = new('2', 100_000);
        await Storage.StoreAsync(container, "o", one);

        Task<Answer[]> writing = AtOnceAsync(client => Storage.StoreAsync(container, "o", client % 2 == 0 ? one : two));
        Task<string?[]> reading = Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Storage.FetchAsync(container, "o")));

        await writing;
        (await reading).Should().AllSatisfy(content => (content == one || content == two).Should().BeTrue());
    }

    private static Task<Answer[]> AtOnceAsync(Func<int, Task<Answer>> use) => Task.WhenAll(Enumerable.Range(0, Clients).Select(use));

    private static Answer CheckOne(Answer[] answers, HttpStatusCode won, HttpStatusCode lost, string reason)
    {
        answers.Count(answer => answer.Status == won).Should().Be(1);
        answers.Where(answer => answer.Status != won).Should().AllSatisfy(answer => answer.ShouldRefuse(lost, reason));
        return answers.Single(answer => answer.Status == won);
    }
}
