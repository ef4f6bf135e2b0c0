using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>The service's own limit on objects, which no key lifts.</summary>
public sealed class ObjectSizeTests : LocalTests
{
    private const int Most = 100_000;

    protected override Task<TestStorage> StartAsync() => TestStorage.StartAsync(options => options.Limits.MaximumObjectSize = Most);

    [Test]
    public async Task An_object_may_be_as_long_as_the_limit_and_no_longer([Values] bool isChunked, [Values] bool asForm, [Values] bool exists)
    {
        string container = Storage.NewContainer();
        if (exists)
        {
            await Storage.StoreAsync(container, "o", "old");
        }

        (await PutAsync(Most + 1)).ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.ObjectTooLarge);
        (await Storage.FetchAsync(container, "o")).Should().Be(exists ? "old" : null);
        (await PutAsync(Most)).IsSuccess.Should().BeTrue();

        async Task<Answer> PutAsync(int length)
        {
            KeyScope scope = KeyScope.ForObject(container, "o");
            KeyConstraints constraints = new() { ContentLength = LengthRange.AtMost(10 * Most) };
            HttpContent body = isChunked ? Bodies.Chunked(new string('x', length)) : Bodies.Text(new string('x', length));
            return asForm
                ? await Storage.SendAsync((await Storage.FormAsync(scope, Permissions.Write, constraints)).CreateRequest(body))
                : await Storage.SendAsync(await Storage.UrlAsync(scope, Permissions.Write, constraints), body);
        }
    }

    [Test]
    public async Task Appends_count_together([Values] bool isChunked)
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Append);
        string half = new('x', Most / 2);

        (await Storage.SendAsync(key, Body(half))).ShouldBe(HttpStatusCode.Created);
        (await Storage.SendAsync(key, Body(half + "x"))).ShouldRefuse(
            HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.ObjectTooLarge);
        (await Storage.SendAsync(key, Body(half))).ShouldBe(HttpStatusCode.OK);
        (await Storage.SendAsync(key, Body("x"))).ShouldRefuse(HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.ObjectTooLarge);

        (await Storage.FetchAsync(container, "o")).Should().Be(half + half);

        HttpContent Body(string text) => isChunked ? Bodies.Chunked(text) : Bodies.Text(text);
    }

    [Test]
    public async Task Appends_at_once_do_not_pass_the_limit_together()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Append);

        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(_ => Storage.SendAsync(key, Bodies.Text(new string('x', Most / 10)))));

        answers.Count(answer => answer.IsSuccess).Should().Be(10);
        (await Storage.FetchAsync(container, "o")).Should().HaveLength(Most);
    }

    [Test]
    public async Task A_key_of_one_use_that_was_refused_is_not_used()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Write, new KeyConstraints { SingleUse = true });

        (await Storage.SendAsync(key, Bodies.Text(new string('x', Most + 1)))).ShouldRefuse(
            HttpStatusCode.RequestEntityTooLarge, LocalRefusalReasons.ObjectTooLarge);

        (await Storage.SendAsync(key, Bodies.Text("x"))).ShouldBe(HttpStatusCode.Created);
    }
}
