using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.AspNetCore;

/// <summary>What Uppy's <c>signRequest</c> is answered: requests with their headers, and S3's XML in the place of S3.</summary>
[Parallelizable]
internal sealed class UppySigningTests
{
    private const int PartLength = 5 << 20; // Uppy's own.
    private const string Begin = "/uppy/s3/multipart";

    private static readonly XNamespace S3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    private static readonly object File = new { filename = "a.bin", metadata = new { size = PartLength + 1 } };

    [Test]
    public async Task An_upload_in_parts_is_begun_listed_and_completed_as_at_S3()
    {
        await using UploadApp app = await StartAsync();
        UploadClient anna = app.As("anna");
        string id = Element(await AskAsync(anna, HttpMethod.Post, DeclaredOf(PartLength + 1)), "InitiateMultipartUploadResult", "UploadId");
        string upload = $"{Begin}/{id}";

        XElement empty = Xml(await AskAsync(anna, HttpMethod.Get, upload), "ListPartsResult");
        await PutAsync(app, await anna.SendAsync(HttpMethod.Get, $"{upload}/1/request"), PartLength);
        XElement one = Xml(await AskAsync(anna, HttpMethod.Get, upload), "ListPartsResult");
        await PutAsync(app, await anna.SendAsync(HttpMethod.Get, $"{upload}/2/request"), 1);
        Answer completed = await AskAsync(anna, HttpMethod.Post, $"{upload}/complete");

        empty.Elements(S3 + "Part").Should().BeEmpty();
        XElement part = one.Elements(S3 + "Part").Should().ContainSingle().Subject;
        ((string?)part.Element(S3 + "PartNumber"), (string?)part.Element(S3 + "Size")).Should().Be(("1", $"{PartLength}"));
        ((string?)part.Element(S3 + "ETag")).Should().NotBeNullOrEmpty();
        Element(completed, "CompleteMultipartUploadResult", "Key").Should().Be(id);
        Element(completed, "CompleteMultipartUploadResult", "Location").Should().Be(upload);
        (await app.Ledger.FindAsync(id))!.State.Should().Be(UploadState.Published);
    }

    [TestCase(null)]
    [TestCase("*/*")]
    [TestCase("application/*")]
    [TestCase("application/xml;q=0, */*")]
    [TestCase("text/xml")]
    public async Task Who_does_not_ask_for_XML_by_its_name_gets_JSON(string? accept)
    {
        await using UploadApp app = await StartAsync();

        Answer begun = await app.As("anna").SendAsync(
            HttpMethod.Post, Begin, File, change: request => request.Headers.TryAddWithoutValidation("Accept", accept));

        begun.ShouldBe(HttpStatusCode.OK);
        begun.Header("Content-Type").Should().Be("application/json");
        begun.Json.GetProperty("uploadId").GetString().Should().NotBeNullOrEmpty();
    }

    [Test]
    public async Task A_file_in_one_piece_goes_by_a_form_where_there_are_forms()
    {
        await using UploadApp app = await StartAsync();

        Answer form = await app.As("anna").SendAsync(HttpMethod.Get, "/uppy/s3/params/request?filename=a.txt&type=text/plain&metadata[size]=0");

        form.ShouldBe(HttpStatusCode.OK);
        form.Json.GetProperty("method").GetString().Should().Be("POST");
        form.Json.GetProperty("fields").GetProperty("key").GetString().Should().StartWith(".staging/");
    }

    [Test]
    public async Task Headers_of_keys_are_for_who_sends_them()
    {
        await using UploadApp app = await StartOnAzureAsync();
        UploadClient anna = app.As("anna");

        string id = Element(await AskAsync(anna, HttpMethod.Post, DeclaredOf(PartLength + 1)), "InitiateMultipartUploadResult", "UploadId");
        Answer part = await anna.SendAsync(HttpMethod.Get, $"{Begin}/{id}/1/request");
        Answer whole = await anna.SendAsync(HttpMethod.Get, "/uppy/s3/params/request?filename=a.txt&metadata[size]=0");

        foreach (Answer request in new[] { part, whole })
        {
            request.ShouldBe(HttpStatusCode.OK);
            JsonElement headers = request.Json.GetProperty("headers");
            headers.GetProperty("x-ms-blob-type").GetString().Should().Be("BlockBlob");
            headers.EnumerateObject().Select(header => header.Name.ToLowerInvariant()).Should().NotContain(["content-length", "host"]);
        }

        whole.Json.GetProperty("key").GetString().Should().MatchRegex("^[0-9a-f]{32}$");
        (await anna.SendAsync(HttpMethod.Get, $"{Begin}/{id}/1")).ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "refused");
    }

    [Test]
    public async Task Who_would_not_send_them_is_told_before_anything_is_sent()
    {
        await using UploadApp app = await StartOnAzureAsync();
        UploadClient anna = app.As("anna");

        Answer parts = await anna.SendAsync(HttpMethod.Post, Begin, File);
        Answer whole = await anna.SendAsync(HttpMethod.Get, "/uppy/s3/params?filename=a.txt&metadata[size]=0");

        parts.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "refused");
        parts.Json.GetProperty("detail").GetString().Should().Contain("signRequest");
        whole.ShouldBeProblem(HttpStatusCode.UnprocessableEntity, "refused");
        (await app.Ledger.ListAsync(new UploadQuery())).Should().ContainSingle().Which.State.Should().Be(UploadState.Abandoned);
    }

    private static Task<UploadApp> StartAsync() => UploadApp.StartAsync(map: (web, _) => web.MapUppy("/uppy", UploadApp.Name));

    /// <summary>With Azurite, whose keys have a header.</summary>
    private static async Task<UploadApp> StartOnAzureAsync()
    {
        Azurite azurite = await Azurite.RequirePlainAsync();
        BlobContainerClient container = azurite.CreateBlobs().GetBlobContainerClient($"valetkey-{Guid.NewGuid():n}");
        await container.CreateAsync();
        UploadApp app = await UploadApp.StartAsync(
            options => options.Issuer = "azure",
            services => services.AddValetKey().AddAzureStorage("azure", options =>
            {
                options.BlobServiceClient = azurite.CreateBlobs();
                options.AccountKey = azurite.Account.Key1;
            }),
            (web, _) => web.MapUppy("/uppy", UploadApp.Name));
        app.Uploads.Accept = (_, context) => UploadDecision.Accept(KeyScope.ForObject(container.Name, context.ObjectName));
        return app;
    }

    private static string DeclaredOf(long size) => $"{Begin}?filename=a.bin&type=application/octet-stream&metadata[size]={size}";

    /// <summary>As Uppy asks: with a type and no body to begin, and with S3's XML of the parts in the end, which nobody reads.</summary>
    private static Task<Answer> AskAsync(UploadClient client, HttpMethod method, string path) => client.SendAsync(
        method, path, change: request =>
        {
            request.Headers.TryAddWithoutValidation("Accept", "application/xml");
            request.Content = method == HttpMethod.Post ? Bodies.Text("<CompleteMultipartUpload/>", "application/xml") : null;
        });

    private static async Task PutAsync(UploadApp app, Answer request, int length)
    {
        request.ShouldBe(HttpStatusCode.OK);
        request.Json.GetProperty("headers").EnumerateObject().Should().BeEmpty("the local store's are a browser's own");
        using ByteArrayContent content = new(new byte[length]);
        using HttpResponseMessage answer = await app.Client.PutAsync(new Uri(request.Json.GetProperty("url").GetString()!), content);
        answer.IsSuccessStatusCode.Should().BeTrue();
        answer.Headers.ETag.Should().NotBeNull();
    }

    private static XElement Xml(Answer answer, string name)
    {
        answer.ShouldBe(HttpStatusCode.OK);
        answer.Header("Content-Type").Should().Be("application/xml");
        answer.Header("Cache-Control").Should().Be("no-store");
        XElement root = XDocument.Parse(answer.Text).Root!;
        root.Name.Should().Be(S3 + name);
        return root;
    }

    private static string Element(Answer answer, string name, string child) => (string?)Xml(answer, name).Element(S3 + child) ?? "";
}
