using System.Net;
using System.Text;
using System.Text.Json;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Client.Keys;

/// <summary>What a client does that has a key and nothing else.</summary>
[Parallelizable]
internal sealed class StorageKeyTests : LocalTests
{
    private const int Length = 300_000;

    private readonly string _container = "keys";

    [TestCase(0)]
    [TestCase(Length)]
    public async Task A_URL_uploads_and_downloads(int length)
    {
        KeyScope scope = KeyScope.ForObject(_container, $"ü ß+%/{length}.bin");
        StorageUrl create = (StorageUrl)StorageKey.FromJson((await Storage.UrlAsync(scope, Permissions.Create, new()
        {
            ContentLength = LengthRange.Exactly(length),
            ContentType = "image/png",
        })).ToJson());
        StorageUrl read = (StorageUrl)StorageKey.FromJson((await Storage.UrlAsync(scope, Permissions.Read)).ToJson());
        using MemoryStream back = new();
        List<TransferProgress> told = [];

        await create.UploadAsync(Storage.Client, new OneWayStream(ClientHost.Content(length)), new Recorder(told));
        DownloadedObject found = await read.DownloadToAsync(Storage.Client, back, new Recorder(told));

        back.ToArray().Should().Equal(ClientHost.Content(length));
        found.Should().BeEquivalentTo(new { Length = (long)length, ContentType = "image/png" });
        (create.Method, read.Method).Should().Be((HttpMethod.Put, HttpMethod.Get));
        told.Select(progress => progress.Transferred).LastOrDefault().Should().Be(length);
        Func<Task> again = () => create.UploadAsync(Storage.Client, new MemoryStream(new byte[length]));
        (await again.Should().ThrowAsync<TransferException>()).Which.Should().BeEquivalentTo(
            new { Reason = TransferFailure.StoreRefused, StatusCode = HttpStatusCode.Conflict, ErrorCode = "object-exists" });
    }

    [Test]
    public async Task A_URL_is_for_content_of_its_own_length()
    {
        StorageUrl key = (StorageUrl)StorageKey.FromJson((await Storage.UrlAsync(
            KeyScope.ForObject(_container, "exact"), Permissions.Write, new() { ContentLength = LengthRange.Exactly(10) })).ToJson());

        Func<Task> longer = () => key.UploadAsync(Storage.Client, new MemoryStream(new byte[11]));
        Action other = () => key.CreateRequest(new ByteArrayContent(new byte[9]));

        await longer.Should().ThrowAsync<ArgumentException>();
        other.Should().Throw<TransferException>().Which.Reason.Should().Be(TransferFailure.InvalidAnswer);
        using HttpResponseMessage answer = await Storage.Client.SendAsync(key.CreateRequest(new ByteArrayContent(new byte[10])));
        answer.IsSuccessStatusCode.Should().BeTrue();
    }

    [Test]
    public async Task A_form_posts_a_file_under_its_names()
    {
        StorageForm one = (StorageForm)StorageKey.FromJson(
            (await Storage.FormAsync(KeyScope.ForObject(_container, "forms/one"), constraints: new() { ContentType = "text/plain" })).ToJson());
        StorageForm many = (StorageForm)StorageKey.FromJson((await Storage.FormAsync(KeyScope.ForPrefix(_container, "forms/many/"))).ToJson());

        await one.PostAsync(Storage.Client, new MemoryStream(Encoding.UTF8.GetBytes("eins")), "ä \"b\".txt", "text/plain");
        await many.PostAsync(Storage.Client, new MemoryStream(Encoding.UTF8.GetBytes("zwei")), name: "forms/many/two");
        Func<Task> outside = () => many.PostAsync(Storage.Client, new MemoryStream(), name: "forms/one");

        (await Storage.FetchAsync(_container, "forms/one")).Should().Be("eins");
        (await Storage.FetchAsync(_container, "forms/many/two")).Should().Be("zwei");
        (await outside.Should().ThrowAsync<TransferException>()).Which.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task A_query_opens_each_of_its_operations()
    {
        StorageQuery key = (StorageQuery)StorageKey.FromJson((await Storage.QueryAsync(
            KeyScope.ForPrefix(_container, "q/"), Permissions.Read | Permissions.Write | Permissions.Delete)).ToJson());
        using MemoryStream back = new();

        await key.UploadAsync(Storage.Client, "q/ü +%?#.bin", new MemoryStream(ClientHost.Content(Length)));
        await key.DownloadToAsync(Storage.Client, "q/ü +%?#.bin", back);
        using HttpResponseMessage deleted = await Storage.Client.SendAsync(key.CreateRequest("delete", "q/ü +%?#.bin"));

        key.Operations.Should().Equal("read", "write", "delete");
        back.ToArray().Should().Equal(ClientHost.Content(Length));
        deleted.IsSuccessStatusCode.Should().BeTrue();
        (await Storage.FetchAsync(_container, "q/ü +%?#.bin")).Should().BeNull();
        key.Invoking(it => it.CreateRequest("list")).Should().Throw<ArgumentException>();
        key.Invoking(it => it.CreateRequest("read")).Should().Throw<ArgumentException>();
    }

    [Test]
    public async Task What_is_shown_of_a_key_opens_nothing()
    {
        SignedUrl issued = await Storage.UrlAsync(KeyScope.ForObject(_container, "a"), Permissions.Read);
        SignedQuery query = await Storage.QueryAsync(KeyScope.ForPrefix(_container, "q/"), Permissions.Read);

        string url = StorageKey.FromJson(issued.ToJson()).ToString();
        string token = StorageKey.FromJson(query.ToJson()).ToString();

        url.Should().StartWith("StorageUrl at 127.0.0.1:").And.Contain("/keys/a, until 2026-11-23T12:15:00Z").And.NotContain("?");
        token.Should().StartWith("StorageQuery at 127.0.0.1:").And.NotContain(query.Query);
    }

    [TestCase("""{"kind":"signedUrl","expiresAt":"2026-01-01T00:00:00Z","method":"GET"}""")]
    [TestCase("""{"kind":"signedUrl","expiresAt":"2026-01-01T00:00:00Z","method":"GET","url":"file:///etc/passwd"}""")]
    [TestCase("""{"kind":"signedQuery","expiresAt":"2026-01-01T00:00:00Z","baseUrl":"https://a.example"}""")]
    [TestCase("""{"kind":"better","expiresAt":"2026-01-01T00:00:00Z"}""")]
    [TestCase("""{"url":"https://a.example"}""")]
    [TestCase("null")]
    [TestCase("<html>")]
    public void What_is_no_key_is_not_taken_for_one(string json) =>
        FluentActions.Invoking(() => StorageKey.FromJson(json)).Should().Throw<JsonException>();

    [TestCase("signedCookies")]
    [TestCase("temporaryCredentials")]
    [TestCase("bearerToken")]
    public void Keys_of_other_kinds_are_for_others(string kind) => FluentActions
        .Invoking(() => StorageKey.FromJson($$"""{"expiresAt":"2026-01-01T00:00:00Z","kind":"{{kind}}"}"""))
        .Should().Throw<NotSupportedException>();

    private sealed class Recorder(List<TransferProgress> told) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => told.Add(value);
    }
}
