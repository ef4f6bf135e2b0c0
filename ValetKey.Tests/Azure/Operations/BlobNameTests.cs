using Azure.Storage;
using Azure.Storage.Blobs;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>Names are used as they are given, or refused.</summary>
[TestFixture(Signature.Kinds.FirstKey)]
[TestFixture(Signature.Kinds.Delegation)]
[Parallelizable(ParallelScope.All)]
internal sealed class BlobNameTests(Signature.Kinds kind) : BlobOperationTests(kind)
{
    private static readonly string[] Names = [.. FolderNames.Odd.Select(name => name[..Math.Min(name.Length, 400)]), "a%2Fb", "trailing/", "a\u00A0"];

    [TestCaseSource(nameof(Names))]
    public async Task Upload_in_parts_to_an_odd_name_is_joined_and_published_under_another(string odd)
    {
        PartUpload upload = await UploadAsync(NewName(odd), [1, 2], [3]);
        KeyScope target = Blob(NewName(odd));

        StorageResult joined = await Operations.CompletePartsAsync(upload, (await Operations.ListPartsAsync(upload))!);
        StorageResult published = await Operations.PublishAsync(joined.Object!, target, new ObjectProperties());

        (joined.Object!.Name, published.Outcome).Should().Be((upload.Name, StorageOutcome.Completed));
        (await BytesOfAsync(target.Name)).Should().Equal(1, 2, 3);
        (await StateOfAsync(upload.Name.Split('/')[0])).Should().BeEmpty();
    }

    [TestCase("a.")]
    [TestCase("a./b")]
    [TestCase("a/..")]
    [TestCase("a\\b")]
    [TestCase("/a")]
    [TestCase("a\tb")]
    public async Task Name_that_Azure_changes_or_does_not_take_is_refused(string name)
    {
        StorageObject staged = await StagedAsync([1]);
        Func<Task>[] calls =
        [
            async () => await Operations.FindAsync(Container, name),
            async () => await Operations.DeleteAsync(Container, name),
            async () => await Operations.BeginPartsAsync(Container, name),
            async () => await Operations.OpenReadAsync(staged with { Name = name }),
            async () => await Operations.PublishAsync(staged with { Name = name }, Blob(NewName()), new ObjectProperties()),
            async () => await Operations.PublishAsync(staged, Blob(name), new ObjectProperties()),
        ];

        foreach (Func<Task> call in calls)
        {
            await call.Should().ThrowAsync<ArgumentException>();
        }
    }

    [TestCase("No")]
    [TestCase("a--b")]
    [TestCase("ab")]
    public async Task Container_that_Azure_cannot_have_is_refused(string container)
    {
        Func<Task> finding = async () => await Operations.FindAsync(container, "name");
        Func<Task> listing = async () => await Operations.ListStagedAsync(container, "folder/").ToListAsync();

        (await finding.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain($"'{container}' is no container's name");
        await listing.Should().ThrowAsync<ArgumentException>();
    }

    [Test]
    public async Task Scopes_other_than_an_object_are_no_target()
    {
        StorageObject staged = await StagedAsync([1]);

        foreach (KeyScope scope in (KeyScope[])[WholeContainer, KeyScope.ForPrefix(Container, "a/"), KeyScope.ForQueue(Container), Blob("a", "1")])
        {
            Func<Task> publishing = async () => await Operations.PublishAsync(staged, scope, new ObjectProperties());
            await publishing.Should().ThrowAsync<ArgumentException>();
        }
    }

    [Test]
    public async Task Name_that_the_applications_own_client_shortens_is_refused()
    {
        BlobClientOptions shortening = Azurite.BlobOptions();
        shortening.TrimBlobNameSlashes = true;
        StorageSharedKeyCredential key = new(Azurite.Account.Name, Azurite.Account.Key1);
        AzuriteIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, options => (options.AccountKey, options.BlobServiceClient) =
            (Azurite.Account.Key1, new BlobServiceClient(Azurite.BlobUrl, key, shortening))));

        Func<Task> finding = async () => await issuer.Operations.FindAsync(Container, "folder/");

        (await issuer.Operations.FindAsync(Container, Mine)).Should().NotBeNull();
        (await finding.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().Contain(nameof(BlobClientOptions.TrimBlobNameSlashes));
    }

    [Test]
    public async Task Containers_have_the_applications_names_for_them()
    {
        AzuriteIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, Signature, options =>
        {
            options.UseEmulator = true;
            options.ContainerNames["uploads"] = Container;
        }));
        byte[] content = NewContent(1000);
        StorageObject staged = await StagedAsync(content);
        StorageObject mapped = (await issuer.Operations.FindAsync("uploads", staged.Name))!;
        KeyScope target = KeyScope.ForObject("uploads", NewName());

        StorageResult result = await issuer.Operations.PublishAsync(mapped, target, new ObjectProperties());

        (mapped.Container, result.Outcome, result.Object!.Container).Should().Be(("uploads", StorageOutcome.Completed, "uploads"));
        (await BytesOfAsync(target.Name)).Should().Equal(content);
    }
}
