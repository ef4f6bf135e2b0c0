using System.Text;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>The requests that keys are for, as the Blob and Queue service REST APIs describe them.</summary>
internal sealed class OperationTests
{
    private const Permissions OnContainers = Permissions.Read | Permissions.ReadProperties | Permissions.Create | Permissions.Write
        | Permissions.Append | Permissions.Delete | Permissions.List;

    [TestCase(Permissions.Read, "a b", "GET", "/media/a%20b", "")]
    [TestCase(Permissions.ReadProperties, "a b", "HEAD", "/media/a%20b", "")]
    [TestCase(Permissions.Create, "t/x#", "PUT", "/media/t/x%23", "")]
    [TestCase(Permissions.Write, "t/x#", "PUT", "/media/t/x%23", "")]
    [TestCase(Permissions.Append, "a", "PUT", "/media/a", "&comp=appendblock")]
    [TestCase(Permissions.Delete, "a", "DELETE", "/media/a", "")]
    [TestCase(Permissions.List, null, "GET", "/media", "&restype=container&comp=list&prefix=")]
    [TestCase(Permissions.List, "t/a&b", "GET", "/media", "&restype=container&comp=list&prefix=t%2Fa%26b")]
    public async Task A_query_for_a_container_serves_every_operation(Permissions permission, string? name, string method,
        string path, string operation)
    {
        await using TestAccount account = TestAccount.WithKey();
        SignedQuery key = await account.IssueAsync<SignedQuery>(TestAccount.Ask("container:media", OnContainers));

        using HttpRequestMessage request = key.CreateRequest(permission, name, new ByteArrayContent([1]));

        request.Method.Method.Should().Be(method);
        request.RequestUri!.AbsoluteUri.Should().Be($"https://contoso.blob.core.windows.net{path}?{key.Query}{operation}");
        request.Headers.TryGetValues("x-ms-blob-type", out IEnumerable<string>? type)
            .Should().Be(permission is Permissions.Create or Permissions.Write);
        type?.Should().Equal("BlockBlob");
    }

    [Test]
    public async Task An_upload_in_blocks_takes_Write_and_a_block_blob()
    {
        await using TestAccount account = TestAccount.WithKey();
        SignedQuery all = await account.IssueAsync<SignedQuery>(TestAccount.Ask("container:media", OnContainers));
        SignedQuery appended = await account.IssueAsync<SignedQuery>(
            TestAccount.Ask("container:media", Permissions.Write | Permissions.Append, null, new AzureAppendBlob()));

        all.Operations.Select(operation => operation.Name).Should().Equal(
            "read", "readProperties", "create", "write", "append", "delete", "list", "putBlock", "putBlockList");
        appended.Operations.Select(operation => operation.Name).Should().Equal("write", "append");
        all.CreateOperationRequest("putBlock", "a b", new ByteArrayContent([1]), "MDE+").RequestUri!.AbsoluteUri
            .Should().Be($"https://contoso.blob.core.windows.net/media/a%20b?{all.Query}&comp=block&blockid=MDE%2B");
        all.CreateOperationRequest("putBlockList", "a b", new ByteArrayContent([1])).RequestUri!.AbsoluteUri
            .Should().Be($"https://contoso.blob.core.windows.net/media/a%20b?{all.Query}&comp=blocklist");
    }

    [TestCase(Permissions.Send, "POST", "/jobs/messages", "")]
    [TestCase(Permissions.Peek, "GET", "/jobs/messages", "&peekonly=true")]
    [TestCase(Permissions.Receive, "GET", "/jobs/messages", "")]
    public async Task A_query_for_a_queue_serves_its_messages(Permissions permission, string method, string path, string operation)
    {
        SignedQuery key = await Queue();

        using HttpRequestMessage request = key.CreateRequest(permission);

        request.Method.Method.Should().Be(method);
        request.RequestUri!.AbsoluteUri.Should().Be($"https://contoso.queue.core.windows.net{path}?{key.Query}{operation}");
    }

    [TestCase(Permissions.Receive, "DELETE", "")]
    [TestCase(Permissions.Update, "PUT", "&visibilitytimeout=30")]
    public async Task A_query_for_a_queue_serves_single_messages(Permissions permission, string method, string operation)
    {
        SignedQuery key = await Queue();

        using HttpRequestMessage request = key.CreateMessageRequest(permission, "0a-1b", "AgAAAA+/=", visibilityTimeout: TimeSpan.FromSeconds(30));

        request.Method.Method.Should().Be(method);
        request.RequestUri!.AbsoluteUri
            .Should().Be($"https://contoso.queue.core.windows.net/jobs/messages/0a-1b?{key.Query}&popreceipt=AgAAAA%2B%2F%3D{operation}");
    }

    /// <summary>"Put Message" and "Update Message": the body.</summary>
    [Test]
    public async Task Messages_are_in_XML_where_a_request_carries_one()
    {
        SignedQuery key = await Queue();
        await using TestAccount account = TestAccount.WithKey();
        SignedUrl send = await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:jobs", Permissions.Send));
        SignedUrl peek = await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:jobs", Permissions.Peek));

        HttpRequestMessage[] carrying =
        [
            key.CreateSendRequest("a<b"), key.CreateUpdateRequest("m", "r", "a<b"), send.CreateSendRequest("a<b"),
        ];

        foreach (HttpRequestMessage request in carrying)
        {
            (await request.Content!.ReadAsStringAsync()).Should().Be("<QueueMessage><MessageText>a&lt;b</MessageText></QueueMessage>");
            request.Content.Headers.ContentType!.MediaType.Should().Be("application/xml");
        }

        key.Operations.Where(operation => operation.MessageFormat is not null).Select(operation => operation.Name).Should().Equal("send", "update");
        peek.MessageFormat.Should().BeNull();
    }

    [Test]
    public async Task A_query_survives_its_JSON()
    {
        SignedQuery key = await Queue();

        SignedQuery back = (SignedQuery)IssuedKey.FromJson(key.ToJson());

        back.Operations.Should().BeEquivalentTo(key.Operations, o => o.WithStrictOrdering());
        using HttpRequestMessage request = back.CreateMessageRequest(Permissions.Receive, "m", "r");
        request.RequestUri!.AbsoluteUri.Should().EndWith($"/jobs/messages/m?{key.Query}&popreceipt=r");
    }

    [TestCase(false, "versionid")]
    [TestCase(true, "snapshot")]
    public async Task A_query_for_a_version_names_it(bool isSnapshot, string parameter)
    {
        await using TestAccount account = TestAccount.WithKey();
        KeyExtra[] extras = isSnapshot ? [new AzureSnapshot()] : [];
        SignedQuery key = await account.IssueAsync<SignedQuery>(
            TestAccount.Ask("object:media/a#2026-03-01T09:55:00.1234567Z", Permissions.Read | Permissions.Delete, null, extras));

        using HttpRequestMessage request = key.CreateRequest(Permissions.Delete);

        request.RequestUri!.AbsoluteUri.Should().EndWith($"&{parameter}=2026-03-01T09%3A55%3A00.1234567Z");
    }

    [TestCase("object:media/a", Permissions.Append, "comp=appendblock&")]
    [TestCase("container:media", Permissions.List, "restype=container&comp=list&")]
    [TestCase("queue:jobs", Permissions.Peek, "peekonly=true&")]
    [TestCase("queue:jobs", Permissions.Send, "")]
    [TestCase("object:media/a", Permissions.Read, "")]
    public async Task A_url_says_its_operation(string scope, Permissions permission, string operation)
    {
        await using TestAccount account = TestAccount.WithKey();

        (await account.IssueAsync<SignedUrl>(TestAccount.Ask(scope, permission))).Url.Should().Contain($"?{operation}sv=2026-10-06&");
    }

    [Test]
    public async Task A_url_lists_a_directory()
    {
        await using TestAccount account = TestAccount.WithKey(options => options.HierarchicalNamespace = true);

        (await account.IssueAsync<SignedUrl>(TestAccount.Ask("prefix:media/a b/", Permissions.List))).Url
            .Should().StartWith("https://contoso.blob.core.windows.net/media?restype=container&comp=list&prefix=a%20b%2F&sv=");
    }

    [Test]
    public async Task A_url_makes_the_upload_that_was_bound()
    {
        await using TestAccount account = TestAccount.Delegated();
        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(
            "object:media/a.png", Permissions.Create,
            new() { ContentType = "image/png", ContentLength = LengthRange.Exactly(3), Checksum = new(ChecksumAlgorithm.Md5, new byte[16]) }));

        using HttpRequestMessage request = ((SignedUrl)IssuedKey.FromJson(key.ToJson()))
            .CreateRequest(new ByteArrayContent(Encoding.ASCII.GetBytes("abc")));

        request.Method.Should().Be(HttpMethod.Put);
        request.RequestUri!.AbsoluteUri.Should().Be(key.Url);
        request.Headers.GetValues("x-ms-blob-content-type").Should().Equal("image/png");
        request.Headers.GetValues("x-ms-blob-type").Should().Equal("BlockBlob");
        request.Headers.GetValues("If-None-Match").Should().Equal("*");
        (request.Content!.Headers.ContentLength, Convert.ToBase64String(request.Content.Headers.ContentMD5!))
            .Should().Be((3, "AAAAAAAAAAAAAAAAAAAAAA=="));
        FluentActions.Invoking(() => key.CreateRequest(new ByteArrayContent([1]))).Should().Throw<ArgumentException>();
    }

    private static async Task<SignedQuery> Queue()
    {
        await using TestAccount account = TestAccount.WithKey();
        return await account.IssueAsync<SignedQuery>(
            TestAccount.Ask("queue:jobs", Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update));
    }
}
