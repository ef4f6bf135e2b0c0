using Azure.Storage.Blobs.Models;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Operations;

[TestFixture(Signature.Kinds.FirstKey)]
[TestFixture(Signature.Kinds.Delegation)]
[Parallelizable(ParallelScope.All)]
internal sealed class BlobPublicationTests(Signature.Kinds kind) : BlobOperationTests(kind)
{
    private static readonly ObjectProperties None = new();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(300_000)]
    public async Task Published_blob_has_the_content_and_the_staged_one_is_gone(int length)
    {
        byte[] content = NewContent(length);
        StorageObject staged = await StagedAsync(content);
        KeyScope target = Blob(NewName());

        StorageResult result = await Operations.PublishAsync(staged, target, None);

        result.Outcome.Should().Be(StorageOutcome.Completed);
        result.Object.Should().BeEquivalentTo(await FoundAsync(target.Name));
        (await BytesOfAsync(target.Name)).Should().Equal(content);
        (await IsThereAsync(staged.Name)).Should().BeFalse();
    }

    [Test]
    public async Task Published_blob_has_the_given_properties_and_nothing_of_its_uploaders()
    {
        string name = NewName("staged");
        await Blobs.GetBlobClient(name).UploadAsync(BinaryData.FromString("<script>"), new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders
            {
                ContentType = "text/html",
                ContentEncoding = "gzip",
                ContentLanguage = "de",
                CacheControl = "immutable",
            },
            Metadata = new Dictionary<string, string> { ["uploader"] = "says" },
        });
        KeyScope target = Blob(NewName());
        ObjectProperties properties = new()
        {
            ContentType = "image/png",
            ContentDisposition = "attachment; filename*=UTF-8''k%C3%A4se.png",
            CacheControl = "private, max-age=60",
            Metadata = new Dictionary<string, string> { ["owner_id"] = "42", ["ticket"] = "a b=c;d%20" },
        };

        StorageResult result = await Operations.PublishAsync(await FoundAsync(name), target, properties);

        BlobProperties stored = await Blobs.GetBlobClient(target.Name).GetPropertiesAsync();
        new[] { stored.ContentType, stored.ContentDisposition, stored.CacheControl, stored.ContentEncoding, stored.ContentLanguage }.Should().Equal(
            properties.ContentType, properties.ContentDisposition, properties.CacheControl, null, null);
        stored.Metadata.Should().Equal(properties.Metadata);
        StorageObject found = await FoundAsync(target.Name);
        found.Should().BeEquivalentTo(result.Object);
        (found.ContentType, found.Length).Should().Be(("image/png", 8));
        found.Metadata.Should().Equal(properties.Metadata);
    }

    [Test]
    public async Task Blob_that_is_there_is_not_replaced_unasked()
    {
        StorageObject staged = await StagedAsync([1]);
        KeyScope target = Blob(NewName());
        await StoreAsync(target.Name, "before");

        StorageResult result = await Operations.PublishAsync(staged, target, None);

        result.Should().Be(new StorageResult(StorageOutcome.ObjectExists));
        (await ContentOfAsync(target.Name)).Should().Be("before");
        (await IsThereAsync(staged.Name)).Should().BeTrue();
    }

    [Test]
    public async Task Blob_that_is_there_is_replaced_when_asked_with_all_that_was_stored_with_it()
    {
        StorageObject staged = await StagedAsync([1]);
        KeyScope target = Blob(NewName());
        await Blobs.GetBlobClient(target.Name).UploadAsync(BinaryData.FromString("before"), new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "text/html", CacheControl = "immutable" },
            Metadata = new Dictionary<string, string> { ["old"] = "yes" },
        });

        StorageResult result = await Operations.PublishAsync(staged, target, None, overwrite: true);

        result.Outcome.Should().Be(StorageOutcome.Completed);
        BlobProperties stored = await Blobs.GetBlobClient(target.Name).GetPropertiesAsync();
        (stored.ContentLength, stored.ContentType).Should().Be((1, "application/octet-stream"));
        stored.CacheControl.Should().BeNull();
        stored.Metadata.Should().BeEmpty();
    }

    [TestCase(0)]
    [TestCase(100)]
    public async Task Staged_blob_that_was_changed_is_not_published_and_stays(int length)
    {
        StorageObject staged = await StagedAsync(NewContent(length));
        await StoreAsync(staged.Name, "swapped");
        KeyScope target = Blob(NewName());

        StorageResult result = await Operations.PublishAsync(staged, target, None, overwrite: true);

        result.Should().Be(new StorageResult(StorageOutcome.Changed));
        (await IsThereAsync(target.Name)).Should().BeFalse();
        (await ContentOfAsync(staged.Name)).Should().Be("swapped");
    }

    [TestCase(0)]
    [TestCase(100)]
    public async Task Staged_blob_that_is_gone_is_not_published_and_another_call_says_so(int length)
    {
        StorageObject staged = await StagedAsync(NewContent(length));
        KeyScope target = Blob(NewName());
        await Operations.PublishAsync(staged, target, None);

        (await Operations.PublishAsync(staged, target, None)).Outcome.Should().Be(StorageOutcome.ObjectExists);
        (await Operations.PublishAsync(staged, target, None, overwrite: true)).Outcome.Should().Be(StorageOutcome.NotFound);
        (await Operations.PublishAsync(staged, Blob(NewName()), None)).Outcome.Should().Be(StorageOutcome.NotFound);
        (await IsThereAsync(target.Name)).Should().BeTrue();
    }

    [Test]
    public async Task Blob_that_is_published_to_its_own_name_is_not_lost()
    {
        byte[] content = NewContent(1000);
        StorageObject staged = await StagedAsync(content);

        StorageResult result = await Operations.PublishAsync(
            staged, Blob(staged.Name), new ObjectProperties { ContentType = "image/png" }, overwrite: true);

        (result.Outcome, result.Object!.ContentType).Should().Be((StorageOutcome.Completed, "image/png"));
        (await BytesOfAsync(staged.Name)).Should().Equal(content);
    }

    [Test]
    public async Task Metadata_that_Azure_cannot_keep_is_refused([Values("a-b", "1a", "a.b", "ä")] string name)
    {
        StorageObject staged = await StagedAsync([1]);
        KeyScope target = Blob(NewName());

        Func<Task> publishing = async () => await Operations.PublishAsync(
            staged, target, new ObjectProperties { Metadata = new Dictionary<string, string> { [name] = "value" } });

        (await publishing.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain($"'{name}'");
        (await IsThereAsync(target.Name)).Should().BeFalse();
    }
}
