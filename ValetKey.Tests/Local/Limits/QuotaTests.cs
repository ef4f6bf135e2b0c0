using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>What a container and a prefix may hold, whoever writes at once.</summary>
public sealed class QuotaTests : FolderTests
{
    private const int Size = 1_000;

    private static readonly string Text = new('x', Size);

    private TestStorage _storage = null!;

    [SetUp]
    public async Task StartAsync() => _storage = await StartStorageAsync();

    [TearDown]
    public async Task StopAsync() => await _storage.DisposeAsync();

    [Test]
    public async Task Of_64_writers_as_many_succeed_as_there_is_room_for([Values("c", "p")] string container, [Values] bool atOneObject)
    {
        string prefix = container == "p" ? "a/" : "";

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(
            index => PutAsync(container, prefix + (atOneObject ? "o" : $"{index}"), Text, atOneObject ? Permissions.Append : Permissions.Create)));

        answers.Count(answer => answer.IsSuccess).Should().Be(10);
        answers.Where(answer => !answer.IsSuccess).Should().AllSatisfy(ShouldBeFull);
        (await StoredAsync(container)).Should().Be(10 * Size);
        ShouldBeFull(await PutAsync(container, prefix + "more", "x"));
    }

    [Test]
    public async Task Of_64_writers_of_unknown_length_none_passes_the_quota([Values] bool asForm)
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async index =>
        {
            KeyScope scope = KeyScope.ForObject("c", $"{index}");
            return asForm
                ? await _storage.SendAsync((await _storage.FormAsync(scope)).CreateRequest(Bodies.Text(Text)))
                : await _storage.SendAsync(await _storage.UrlAsync(scope, Permissions.Create), Bodies.Chunked(Text));
        }));

        answers.Where(answer => !answer.IsSuccess).Should().NotBeEmpty().And.AllSatisfy(ShouldBeFull);
        (await StoredAsync("c")).Should().Be(answers.Count(answer => answer.IsSuccess) * Size).And.BeInRange(1, 10 * Size);
        while (await StoredAsync("c") < 10 * Size)
        {
            (await PutAsync("c", $"then-{await StoredAsync("c")}", Text)).ShouldBe(HttpStatusCode.Created);
        }

        ShouldBeFull(await PutAsync("c", "more", "x"));
    }

    [Test]
    public async Task A_body_that_cannot_fit_is_refused_before_it_is_sent()
    {
        await PutAsync("c", "o", Text);
        SlowBody body = new(10 * Size);
        SignedUrl key = await _storage.UrlAsync(KeyScope.ForObject("c", "large"), Permissions.Write);

        Answer answer = await _storage.SendAsync(key, body, request => request.Headers.ExpectContinue = true);

        ShouldBeFull(answer);
        body.Started.IsCompleted.Should().BeFalse();
    }

    [Test]
    public async Task Overwriting_and_deleting_give_room_back()
    {
        await PutAsync("c", "o", new string('x', 9 * Size));

        (await PutAsync("c", "o", new string('y', 10 * Size))).ShouldBe(HttpStatusCode.OK);
        ShouldBeFull(await PutAsync("c", "other", "x"));
        (await PutAsync("c", "o", "y")).ShouldBe(HttpStatusCode.OK);
        (await PutAsync("c", "other", new string('x', (10 * Size) - 1))).ShouldBe(HttpStatusCode.Created);
        ShouldBeFull(await PutAsync("c", "o", "yy"));
        (await _storage.SendAsync(await _storage.UrlAsync(KeyScope.ForObject("c", "other"), Permissions.Delete))).ShouldBe(HttpStatusCode.NoContent);
        (await PutAsync("c", "o", new string('z', 10 * Size))).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Neighbours_of_a_prefix_and_of_a_container_have_room()
    {
        await PutAsync("p", "a/o", new string('x', 10 * Size));

        ShouldBeFull(await PutAsync("p", "a/b/c", "x"));
        (await PutAsync("p", "a", Text)).ShouldBe(HttpStatusCode.Created);
        (await PutAsync("p", "ab/o", new string('x', 20 * Size))).ShouldBe(HttpStatusCode.Created);
        (await PutAsync("cc", "o", new string('x', 20 * Size))).ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task What_was_broken_off_or_refused_takes_no_room()
    {
        for (int round = 0; round < 5; round++)
        {
            KeyConstraints small = new() { ContentLength = LengthRange.AtMost(10) };
            SignedUrl key = await _storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write, small);
            (await _storage.SendAsync(key, Bodies.Chunked(Text))).ShouldForbid(LocalRefusalReasons.LengthMismatch);

            SlowBody body = new(9 * Size);
            using CancellationTokenSource cancellation = new();
            SignedUrl open = await _storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Write);
            Task<HttpResponseMessage> upload = _storage.Client.SendAsync(open.CreateRequest(body), cancellation.Token);
            await body.Started;
            await cancellation.CancelAsync();
            body.Finish();
            await upload.Invoking(it => it).Should().ThrowAsync<OperationCanceledException>();
        }

        await Tests.Support.Eventually.TrueAsync(
            async () => (await PutAsync("c", "o", new string('x', 10 * Size))).IsSuccess);
    }

    [Test]
    public async Task What_other_processes_store_counts_and_so_does_what_was_there_before()
    {
        await using TestStorage other = await StartStorageAsync();
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(
            index => PutAsync("c", $"{index}", Text, storage: index % 2 == 0 ? _storage : other)));

        answers.Count(answer => answer.IsSuccess).Should().Be(10);
        (await StoredAsync("c")).Should().Be(10 * Size);
        await using TestStorage next = await StartStorageAsync();
        ShouldBeFull(await PutAsync("c", "more", "x", storage: next));
    }

    [Test]
    public async Task A_quota_that_is_set_below_what_is_there_lets_it_shrink()
    {
        await PutAsync("c", "o", new string('x', 9 * Size));
        await using TestStorage tighter = await TestStorage.StartAsync(options => options.Limits.Quotas["c"] = Size, rootPath: Folder);

        (await PutAsync("c", "o", new string('x', 8 * Size), storage: tighter)).ShouldBe(HttpStatusCode.OK);
        ShouldBeFull(await PutAsync("c", "o", new string('x', 9 * Size), storage: tighter));
        ShouldBeFull(await PutAsync("c", "other", "x", storage: tighter));
    }

    private static void ShouldBeFull(Answer answer) =>
        answer.ShouldRefuse(HttpStatusCode.InsufficientStorage, LocalRefusalReasons.QuotaExceeded);

    private Task<TestStorage> StartStorageAsync() => TestStorage.StartAsync(
        options =>
        {
            options.Limits.Quotas["c"] = 10 * Size;
            options.Limits.Quotas["p/a/"] = 10 * Size;
        },
        rootPath: Folder);

    private async Task<Answer> PutAsync(
        string container, string name, string text, Permissions permission = Permissions.Write, TestStorage? storage = null)
    {
        storage ??= _storage;
        return await storage.SendAsync(await storage.UrlAsync(KeyScope.ForObject(container, name), permission), Bodies.Text(text));
    }

    private async Task<long> StoredAsync(string container)
    {
        Answer answer = await _storage.SendAsync(await _storage.UrlAsync(KeyScope.ForContainer(container), Permissions.List));
        return answer.Json.GetProperty("objects").EnumerateArray().Sum(found => found.GetProperty("length").GetInt64());
    }
}
