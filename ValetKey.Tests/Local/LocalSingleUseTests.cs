using System.Net;
using System.Net.Sockets;
using System.Text;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local;

/// <summary>A key for one use opens once, and only what succeeds is a use.</summary>
public sealed class LocalSingleUseTests : LocalTests
{
    private static readonly KeyConstraints Once = new() { SingleUse = true };

    [TestCase(Permissions.Read)]
    [TestCase(Permissions.ReadProperties)]
    [TestCase(Permissions.Create)]
    [TestCase(Permissions.Write)]
    [TestCase(Permissions.Append)]
    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.List)]
    public async Task A_url_for_one_use_opens_once(Permissions permission)
    {
        string container = Storage.NewContainer();
        if (permission != Permissions.Create)
        {
            await Storage.StoreAsync(container, "o", "x");
        }

        KeyScope scope = permission == Permissions.List ? KeyScope.ForContainer(container) : KeyScope.ForObject(container, "o");
        SignedUrl key = await Storage.UrlAsync(scope, permission, Once);

        Answer first = await UseAsync(key);
        string[] between = await Storage.NamesAsync(container);
        Answer second = await UseAsync(key);

        first.IsSuccess.Should().BeTrue(first.Text);
        second.ShouldForbid(LocalRefusalReasons.KeyUsed);
        (await Storage.NamesAsync(container)).Should().Equal(between);
    }

    [Test]
    public async Task A_query_for_one_use_opens_one_operation_of_many()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "x");
        SignedQuery key = await Storage.QueryAsync(
            KeyScope.ForContainer(container), Permissions.Read | Permissions.Write | Permissions.Delete | Permissions.List, Once);

        Answer read = await Storage.SendAsync(key.CreateRequest(Permissions.Read, "o"));
        Answer[] others =
        [
            await Storage.SendAsync(key.CreateRequest(Permissions.Read, "o")),
            await Storage.SendAsync(key.CreateRequest(Permissions.Write, "p", Bodies.Text("x"))),
            await Storage.SendAsync(key.CreateRequest(Permissions.Delete, "o")),
            await Storage.SendAsync(key.CreateRequest(Permissions.List)),
        ];

        read.ShouldBe(HttpStatusCode.OK);
        others.Should().AllSatisfy(answer => answer.ShouldForbid(LocalRefusalReasons.KeyUsed));
        (await Storage.NamesAsync(container)).Should().Equal("o");
    }

    [Test]
    public async Task A_form_for_one_use_takes_one_file()
    {
        string container = Storage.NewContainer();
        SignedForm key = await Storage.FormAsync(KeyScope.ForPrefix(container, "p/"), Permissions.Create, Once);

        Answer first = await Storage.SendAsync(key.CreateRequest(Bodies.Text("x"), name: "p/1"));
        Answer second = await Storage.SendAsync(key.CreateRequest(Bodies.Text("x"), name: "p/2"));

        first.ShouldBe(HttpStatusCode.Created);
        second.ShouldForbid(LocalRefusalReasons.KeyUsed);
        (await Storage.NamesAsync(container)).Should().Equal("p/1");
    }

    [Test]
    public async Task A_refused_upload_is_no_use()
    {
        string container = Storage.NewContainer();
        KeyConstraints constraints = Once with
        {
            ContentType = "image/png",
            ContentLength = LengthRange.Exactly(3),
            Checksum = new Checksum(ChecksumAlgorithm.Md5, Convert.FromHexString("900150983cd24fb0d6963f7d28e17f72")),
            Metadata = new Dictionary<string, string> { ["a"] = "b" },
        };
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Create, constraints);

        Answer[] refused =
        [
            await PutAsync(key, Bodies.Text("abc", "image/jpeg")),
            await PutAsync(key, Bodies.Text("abcd", "image/png")),
            await PutAsync(key, Chunked("abcd")),
            await PutAsync(key, Bodies.Text("abd", "image/png")),
            await PutAsync(key, Bodies.Text("abc", "image/png"), metadata: "c"),
            await PutAsync(key, Bodies.Text("abc", "image/png"), ifMatch: "\"no\""),
            await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, key.Url)),
        ];
        Answer right = await PutAsync(key, Bodies.Text("abc", "image/png"));

        refused.Should().AllSatisfy(answer => answer.IsSuccess.Should().BeFalse());
        right.ShouldBe(HttpStatusCode.Created);
        (await PutAsync(key, Bodies.Text("abc", "image/png"))).ShouldForbid(LocalRefusalReasons.KeyUsed);
    }

    [Test]
    public async Task What_is_not_there_or_exists_already_is_no_use()
    {
        string container = Storage.NewContainer();
        KeyScope scope = KeyScope.ForObject(container, "o");
        SignedUrl read = await Storage.UrlAsync(scope, Permissions.Read, Once);
        SignedUrl delete = await Storage.UrlAsync(scope, Permissions.Delete, Once);
        SignedUrl create = await Storage.UrlAsync(scope, Permissions.Create, Once);

        (await UseAsync(read)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.NotFound);
        (await UseAsync(delete)).ShouldRefuse(HttpStatusCode.NotFound, LocalRefusalReasons.NotFound);
        await Storage.StoreAsync(container, "o", "x");
        (await UseAsync(create)).ShouldRefuse(HttpStatusCode.Conflict, LocalRefusalReasons.ObjectExists);

        (await UseAsync(read)).ShouldBe(HttpStatusCode.OK);
        (await UseAsync(delete)).ShouldBe(HttpStatusCode.NoContent);
        (await UseAsync(create)).ShouldBe(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_listing_with_an_unreadable_limit_is_no_use()
    {
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForContainer(Storage.NewContainer()), Permissions.List, Once);

        Answer refused = await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Get, key.Url + "&limit=0"));

        refused.ShouldRefuse(HttpStatusCode.BadRequest, LocalRefusalReasons.RequestMalformed);
        (await UseAsync(key)).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task An_upload_that_breaks_off_is_no_use_and_leaves_the_old_object([Values] bool chunked)
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "old");
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Write, Once);
        string framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: 400000";
        string start = (chunked ? "61A80\r\n" : "") + new string('x', 200_000);

        using (TcpClient client = new())
        {
            await client.ConnectAsync(Storage.Host.Url.Host, Storage.Host.Url.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(RawHttp.Get(key.ToUri().PathAndQuery, "PUT", framing) + start));
            await Eventually.TrueAsync(() => TemporaryFiles().Any());
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await Eventually.TrueAsync(() => !TemporaryFiles().Any());
        (await Storage.FetchAsync(container, "o")).Should().Be("old");
        (await UseAsync(key)).ShouldBe(HttpStatusCode.OK);
        (await Storage.FetchAsync(container, "o")).Should().Be("x");
        TemporaryFiles().Should().BeEmpty();
    }

    private IEnumerable<string> TemporaryFiles() => Directory.EnumerateFiles(Path.Combine(Storage.RootPath, "tmp"));

    private static HttpContent Chunked(string text)
    {
        HttpContent content = Bodies.Chunked(text);
        content.Headers.TryAddWithoutValidation("Content-Type", "image/png");
        return content;
    }

    private Task<Answer> PutAsync(SignedUrl key, HttpContent content, string metadata = "b", string? ifMatch = null)
    {
        HttpRequestMessage request = new(HttpMethod.Put, key.Url) { Content = content };
        request.Headers.Add("x-valetkey-meta-a", metadata);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return Storage.SendAsync(request);
    }

    private Task<Answer> UseAsync(SignedUrl key) =>
        Storage.SendAsync(key, key.Method == HttpMethod.Put || key.Method == HttpMethod.Post ? Bodies.Text("x") : null);
}
