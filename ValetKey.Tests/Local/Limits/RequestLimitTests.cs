using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>How many requests at once and how often: altogether, with one key, and from one address.</summary>
public sealed class RequestLimitTests
{
    // Half of it is more than the service keeps in memory.
    private const int Length = 400_000;

    // Half of what the service lets one wait for another to be counted out, which it is after its answer.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    public enum Whose
    {
        All,
        Key,
        Client,
    }

    [Test]
    public async Task More_at_once_are_refused_until_one_is_done([Values] Whose whose)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => Limit(options.Limits, whose, concurrency: 2));
        KeyScope scope = KeyScope.ForContainer("c");
        SignedQuery key = await storage.QueryAsync(scope, Permissions.Write | Permissions.Read);
        SlowBody[] bodies = [new(Length), new(Length)];
        Task<Answer>[] uploads = [.. bodies.Select((body, index) => storage.SendAsync(key.CreateRequest(Permissions.Write, $"{index}", body)))];

        // The service has let both in once it has a file for each; a question before might be let in in the place of one of them.
        await Eventually.TrueAsync(() => Directory.GetFiles(Path.Combine(storage.RootPath, "tmp")).Length == 2);
        Answer refused = await storage.SendAsync(key.CreateRequest(Permissions.Read, "o"));
        Answer other = await storage.SendAsync(await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read));

        refused.ShouldRefuse(StatusOf(whose), ReasonOf(whose));
        refused.Header("Retry-After").Should().Be("1");
        other.Status.Should().Be(whose == Whose.Key ? HttpStatusCode.NotFound : StatusOf(whose), "another key is another's");
        bodies[0].Finish();
        (await uploads[0]).ShouldBe(HttpStatusCode.Created);
        await Eventually.TrueAsync(
            async () => (await storage.SendAsync(key.CreateRequest(Permissions.Read, "o"))).Status == HttpStatusCode.NotFound);
        bodies[1].Finish();
        (await uploads[1]).ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task One_at_a_time_after_another_is_not_refused_before_it_has_waited([Values] Whose whose)
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => Limit(options.Limits, whose, concurrency: 1));
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write);
        int refused = 0;

        for (int round = 0; round < 200; round++)
        {
            long asked = TimeProvider.System.GetTimestamp();
            if (!(await storage.SendAsync(key, Bodies.Text("x"))).IsSuccess)
            {
                TimeProvider.System.GetElapsedTime(asked).Should().BeGreaterThan(Moment, "only a machine that stands still has one refused");
                refused++;
            }
        }

        refused.Should().BeLessThan(20);
    }

    [Test]
    public async Task More_per_second_are_refused_until_it_is_over([Values] Whose whose, [Values] bool asForm)
    {
        const int Rate = 20;
        await using TestStorage storage = await TestStorage.StartAsync(options => Limit(options.Limits, whose, rate: Rate));
        SignedForm form = await storage.FormAsync(KeyScope.ForObject("c", "o"), Permissions.Write);
        SignedUrl url = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write);
        long asked = TimeProvider.System.GetTimestamp();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 5 * Rate).Select(_ => SendAsync()));

        double seconds = TimeProvider.System.GetElapsedTime(asked).TotalSeconds;
        answers.Count(answer => answer.IsSuccess).Should().BeInRange(Rate, (int)(Rate * (1 + seconds)), "they took {0} s", seconds);
        answers.Where(answer => !answer.IsSuccess).Should().AllSatisfy(answer =>
        {
            answer.ShouldRefuse(StatusOf(whose), ReasonOf(whose));
            answer.Header("Retry-After").Should().Be("1");
        });
        await Eventually.TrueAsync(async () => (await SendAsync()).IsSuccess);

        Task<Answer> SendAsync() => storage.SendAsync(asForm ? form.CreateRequest(Bodies.Text("x")) : url.CreateRequest(Bodies.Text("x")));
    }

    [Test]
    public async Task Keys_that_nobody_issued_use_up_nothing_of_a_keys()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Limits.RatePerKey = 1);
        SignedUrl key = await storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Read);
        string forged = key.Url[..^1] + (key.Url[^1] == 'A' ? 'E' : 'A');

        for (int round = 0; round < 20; round++)
        {
            (await storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, forged))).Status.Should().Be(HttpStatusCode.Forbidden);
        }

        (await storage.SendAsync(key)).ShouldBe(HttpStatusCode.NotFound);
    }

    private static HttpStatusCode StatusOf(Whose whose) =>
        whose == Whose.All ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.TooManyRequests;

    private static string ReasonOf(Whose whose) => whose == Whose.All ? LocalRefusalReasons.Overloaded : LocalRefusalReasons.TooManyRequests;

    private static void Limit(LocalLimitOptions limits, Whose whose, int? concurrency = null, int? rate = null)
    {
        switch (whose)
        {
            case Whose.All:
                (limits.Concurrency, limits.Rate) = (concurrency, rate);
                break;
            case Whose.Key:
                (limits.ConcurrencyPerKey, limits.RatePerKey) = (concurrency, rate);
                break;
            default:
                (limits.ConcurrencyPerClient, limits.RatePerClient) = (concurrency, rate);
                break;
        }
    }
}
