using System.Net;
using Microsoft.AspNetCore.Builder;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Uppy's endpoints take no ticket, so all rests on who is signed in, and on where a request comes from, also to <c>GET</c>.</summary>
[Parallelizable]
internal sealed class UppyRefusalTests
{
    private const string Form = "/uppy/s3/params?filename=a.txt&type=text/plain&metadata[size]=10";
    private const string Whole = "/uppy/s3/params/request?filename=a.txt&type=text/plain&metadata[size]=10";
    private const string Begin = "/uppy/s3/multipart";
    private const string BeginByQuery = $"{Begin}?filename=a.bin&metadata[size]=6291456";

    private static readonly object File = new { filename = "a.bin", type = "", metadata = new { size = 6 << 20 } };

    private UploadApp _app = null!;

    [SetUp]
    public async Task StartAsync() => _app = await UploadApp.StartAsync(map: (web, _) => web.MapUppy("/uppy", UploadApp.Name).AllowAnonymous());

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task Who_is_signed_in_uploads()
    {
        string upload = await BeginAsync();

        (await _app.As("anna").SendAsync(HttpMethod.Get, Form)).ShouldBe(HttpStatusCode.OK);
        (await _app.As("anna").SendAsync(HttpMethod.Get, upload)).ShouldBe(HttpStatusCode.OK);
        (await _app.As("anna").SendAsync(HttpMethod.Get, $"{upload}/2")).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Another_user_finds_nothing_and_changes_nothing()
    {
        string upload = await BeginAsync();

        foreach (Answer answer in await AskAsync(_app.As("bob"), upload))
        {
            answer.ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        }

        await ShouldBeUntouchedAsync();
    }

    [Test]
    public async Task Nobody_is_let_in_also_where_everybody_is()
    {
        string upload = await BeginAsync();
        UploadClient nobody = _app.As(null);

        Answer[] answers =
        [
            await nobody.SendAsync(HttpMethod.Get, Form),
            await nobody.SendAsync(HttpMethod.Get, Whole),
            await nobody.SendAsync(HttpMethod.Post, Begin, File),
            await nobody.SendAsync(HttpMethod.Post, BeginByQuery, change: AskForXml),
            .. await AskAsync(nobody, upload),
        ];

        answers.Should().AllSatisfy(answer => answer.ShouldBeProblem(HttpStatusCode.Unauthorized, "not-authenticated"));
        await ShouldBeUntouchedAsync();
    }

    [Test]
    public async Task Page_of_another_site_is_refused_also_where_it_only_asks()
    {
        string upload = await BeginAsync();
        Action<HttpRequestMessage> From = request => request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");

        Answer[] answers =
        [
            await _app.As("anna").SendAsync(HttpMethod.Get, Form, change: From),
            await _app.As("anna").SendAsync(HttpMethod.Get, Whole, change: From),
            await _app.As("anna").SendAsync(HttpMethod.Post, Begin, File, change: From),
            await _app.As("anna").SendAsync(HttpMethod.Post, BeginByQuery, change: From + AskForXml),
            .. await AskAsync(_app.As("anna"), upload, From),
        ];

        answers.Should().AllSatisfy(answer => answer.ShouldBeProblem(HttpStatusCode.Forbidden, "cross-origin"));
        await ShouldBeUntouchedAsync();
    }

    [TestCase("")]
    [TestCase("&metadata[size]=")]
    [TestCase("&metadata[size]=-1")]
    [TestCase("&metadata[size]=1.5")]
    [TestCase("&metadata[size]=10&metadata[size]=20")]
    [TestCase("&metadata[length]=10")]
    [TestCase("&metadata[size]=10&filename=b.txt&filename=../c")]
    public async Task Query_without_one_length_and_one_name_is_refused(string metadata)
    {
        string file = $"?filename=a.txt&type=text/plain{metadata}";

        Answer[] answers =
        [
            await _app.As("anna").SendAsync(HttpMethod.Get, $"/uppy/s3/params{file}"),
            await _app.As("anna").SendAsync(HttpMethod.Get, $"/uppy/s3/params/request{file}"),
            await _app.As("anna").SendAsync(HttpMethod.Post, $"{Begin}{file}", change: AskForXml),
        ];

        answers.Should().AllSatisfy(answer => answer.ShouldBeProblem(HttpStatusCode.BadRequest, "malformed"));
        (await _app.Ledger.ListAsync(new UploadQuery())).Should().BeEmpty();
    }

    [TestCase("{}")]
    [TestCase("""{ "filename": "a" }""")]
    [TestCase("""{ "filename": "a", "metadata": {} }""")]
    [TestCase("""{ "filename": "a", "metadata": { "size": null } }""")]
    [TestCase("""{ "filename": "a", "metadata": { "size": -1 } }""")]
    [TestCase("""{ "filename": "a", "metadata": { "size": 1e3 } }""")]
    [TestCase("""{ "filename": "a", "metadata": { "size": [10] } }""")]
    [TestCase("""{ "metadata": { "size": 10 } }""")]
    [TestCase("""{ "filename": "a/b", "metadata": { "size": 10 } }""")]
    [TestCase("[]")]
    public async Task Upload_in_parts_without_a_length_or_a_name_is_refused(string body)
    {
        (await _app.As("anna").SendAsync(HttpMethod.Post, Begin, body)).ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");

        (await _app.Ledger.ListAsync(new UploadQuery())).Should().BeEmpty();
    }

    [TestCase("0")]
    [TestCase("3")]
    [TestCase("-1")]
    [TestCase("01x")]
    public async Task Part_that_the_upload_has_not_is_refused(string number)
    {
        string upload = await BeginAsync();

        (await _app.As("anna").SendAsync(HttpMethod.Get, $"{upload}/{number}")).ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
        (await _app.As("anna").SendAsync(HttpMethod.Get, $"{upload}/{number}/request")).ShouldBeProblem(HttpStatusCode.BadRequest, "malformed");
    }

    private static void AskForXml(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("Accept", "application/xml");

    private static async Task<Answer[]> AskAsync(UploadClient client, string upload, Action<HttpRequestMessage>? change = null) =>
    [
        await client.SendAsync(HttpMethod.Get, upload, change: change),
        await client.SendAsync(HttpMethod.Get, upload, change: change + AskForXml),
        await client.SendAsync(HttpMethod.Get, $"{upload}/1", change: change),
        await client.SendAsync(HttpMethod.Get, $"{upload}/1/request", change: change),
        await client.SendAsync(HttpMethod.Post, $"{upload}/complete", change: change),
        await client.SendAsync(HttpMethod.Post, $"{upload}/complete", change: change + AskForXml),
        await client.SendAsync(HttpMethod.Delete, upload, change: change),
    ];

    /// <summary>An upload of Anna's, in two parts.</summary>
    private async Task<string> BeginAsync()
    {
        Answer begun = await _app.As("anna").SendAsync(HttpMethod.Post, Begin, File);
        begun.ShouldBe(HttpStatusCode.OK);
        return $"{Begin}/{begun.Json.GetProperty("uploadId").GetString()}";
    }

    private async Task ShouldBeUntouchedAsync() =>
        (await _app.Ledger.ListAsync(new UploadQuery())).Should().ContainSingle().Which.State.Should().Be(UploadState.Uploading);
}
