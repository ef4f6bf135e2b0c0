using System.Globalization;
using System.Net;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Uploads as clients make them: at once, in blocks, by Azure's SDK, and piece by piece.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureUploadTests : AzureServerTests
{
    private static readonly string[] Blocks = ["first ", "second ", "third"];

    [TestCaseSource(nameof(Uploads))]
    public async Task Headers_of_the_url_suffice(Signature signature, Permissions permission)
    {
        string name = NewName();
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(name), permission);
        using HttpRequestMessage request = new(key.Method, key.Url) { Content = new StringContent("uploaded") };
        foreach ((string header, string value) in key.Headers)
        {
            request.Headers.TryAddWithoutValidation(header, value).Should().BeTrue();
        }

        using HttpResponseMessage response = await Azurite.Client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await ContentOfAsync(name)).Should().Be("uploaded");
    }

    [TestCaseSource(nameof(Uploads))]
    public async Task Every_header_of_the_url_is_needed(Signature signature, Permissions permission)
    {
        string name = NewName();
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(name), permission);

        key.Headers.Should().Equal(new Dictionary<string, string> { ["x-ms-blob-type"] = "BlockBlob" });
        (await SendAsync(new HttpRequestMessage(key.Method, key.Url) { Content = new StringContent("x") })).Should().Be(HttpStatusCode.BadRequest);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Create_works_once_only(Signature signature)
    {
        string name = NewName();
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(name), Permissions.Create);

        HttpStatusCode first = await SendAsync(key.CreateRequest(new StringContent("first")));
        HttpStatusCode second = await SendAsync(key.CreateRequest(new StringContent("second")));

        (first, second).Should().Be((HttpStatusCode.Created, Refused));
        (await ContentOfAsync(name)).Should().Be("first");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Query_that_creates_does_not_overwrite(Signature signature)
    {
        string name = NewName();
        await StoreAsync(name);
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Create));

        (await SendAsync(key.CreateRequest(Permissions.Create, name, new StringContent("other")))).Should().Be(Refused);
        (await ContentOfAsync(name)).Should().Be("stored");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Url_that_writes_takes_blocks(Signature signature)
    {
        string name = NewName();
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(name), Permissions.Write);

        await PutBlocksAsync(
            (id, content) => new(HttpMethod.Put, $"{key.Url}&comp=block&blockid={Uri.EscapeDataString(id)}") { Content = content },
            content => new(HttpMethod.Put, $"{key.Url}&comp=blocklist") { Content = content });

        (await ContentOfAsync(name)).Should().Be("first second third");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Query_that_writes_takes_blocks(Signature signature)
    {
        string name = NewName("a b");
        IssuedKey issued = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Read | Permissions.Write));
        SignedQuery key = (SignedQuery)IssuedKey.FromJson(issued.ToJson());

        await PutBlocksAsync(
            (id, content) => key.CreateOperationRequest(KeyOperation.PutBlock, name, content, id),
            content => key.CreateOperationRequest(KeyOperation.PutBlockList, name, content));

        (await ContentOfAsync(name)).Should().Be("first second third");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Query_that_creates_offers_no_blocks_and_azure_takes_none(Signature signature)
    {
        string name = NewName();
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Create));
        string url = key.CreateRequest(Permissions.Create, name).RequestUri!.AbsoluteUri;

        key.Operations.Select(operation => operation.Name).Should().Equal("create");
        (await SendAsync(new(HttpMethod.Put, $"{url}&comp=block&blockid=MDE%3D") { Content = new StringContent("x") })).Should().Be(Refused);
        (await SendAsync(new(HttpMethod.Put, $"{url}&comp=blocklist") { Content = new StringContent("<BlockList></BlockList>") }))
            .Should().Be(Refused);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Sdk_uploads_in_blocks_with_a_query(Signature signature)
    {
        string name = NewName();
        string content = new('x', 300_000);
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Write));
        BlobContainerClient container = new(new Uri($"{key.BaseUrl}?{key.Query}"), Azurite.BlobOptions());

        await container.GetBlobClient(name).UploadAsync(
            BinaryData.FromString(content),
            new BlobUploadOptions { TransferOptions = new() { InitialTransferSize = 1, MaximumTransferSize = 65_536 } });

        (await ContentOfAsync(name)).Should().Be(content);
    }

    [TestCaseSource(nameof(Uploads))]
    public async Task Append_blob_is_made_and_added_to(Signature signature, Permissions permission)
    {
        string name = NewName();
        IValetKeyIssuer issuer = IssuerOf(signature);
        SignedUrl make = await issuer.IssueUrlAsync(new KeyRequest(Blob(name), permission) { Extras = [new AzureAppendBlob()] });
        SignedUrl add = await issuer.IssueUrlAsync(Blob(name), Permissions.Append);

        make.Headers.Should().Contain("x-ms-blob-type", "AppendBlob");
        (await SendAsync(add.CreateRequest(new StringContent("early")))).Should().Be(HttpStatusCode.NotFound);
        (await SendAsync(make.CreateRequest(new ByteArrayContent([])))).Should().Be(HttpStatusCode.Created);
        (await SendAsync(add.CreateRequest(new StringContent("one ")))).Should().Be(HttpStatusCode.Created);
        (await SendAsync(add.CreateRequest(new StringContent("two")))).Should().Be(HttpStatusCode.Created);
        (await ContentOfAsync(name)).Should().Be("one two");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Append_blob_is_made_and_added_to_by_query(Signature signature)
    {
        const Permissions Both = Permissions.Create | Permissions.Append;
        string name = NewName();
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, Both) { Extras = [new AzureAppendBlob()] });

        (await SendAsync(key.CreateRequest(Permissions.Create, name, new ByteArrayContent([])))).Should().Be(HttpStatusCode.Created);
        (await SendAsync(key.CreateRequest(Permissions.Append, name, new StringContent("added")))).Should().Be(HttpStatusCode.Created);
        (await SendAsync(key.CreateRequest(Permissions.Create, name, new ByteArrayContent([])))).Should().Be(Refused);
        (await ContentOfAsync(name)).Should().Be("added");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Key_that_appends_neither_makes_nor_empties_a_blob(Signature signature)
    {
        string name = NewName();
        await StoreAppendBlobAsync(name);
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(name), Permissions.Append);
        HttpRequestMessage emptying = new(HttpMethod.Put, key.Url.Replace("comp=appendblock&", "", StringComparison.Ordinal))
        {
            Content = new ByteArrayContent([]),
            Headers = { { "x-ms-blob-type", "AppendBlob" } },
        };

        (await SendAsync(emptying)).Should().Be(Refused);
        (await ContentOfAsync(name)).Should().Be("stored");
    }

    private static IEnumerable<TestCaseData> Uploads() =>
        from signature in Signature.Both
        from permission in new[] { Permissions.Create, Permissions.Write }
        select new TestCaseData(signature, permission);

    /// <summary>As "Put Block" and "Put Block List" of the Blob service REST API say.</summary>
    private async Task PutBlocksAsync(Func<string, HttpContent, HttpRequestMessage> block, Func<HttpContent, HttpRequestMessage> commit)
    {
        StringBuilder list = new("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        for (int i = 0; i < Blocks.Length; i++)
        {
            string id = Convert.ToBase64String(Encoding.ASCII.GetBytes($"block-{i:d6}"));
            list.Append(CultureInfo.InvariantCulture, $"<Latest>{id}</Latest>");
            (await SendAsync(block(id, new StringContent(Blocks[i])))).Should().Be(HttpStatusCode.Created);
        }

        (await SendAsync(commit(new StringContent($"{list}</BlockList>")))).Should().Be(HttpStatusCode.Created);
    }
}
