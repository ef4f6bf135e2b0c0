using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>What is Azure's own about parts; the rest is the suite's.</summary>
[TestFixture(Signature.Kinds.FirstKey)]
[TestFixture(Signature.Kinds.Delegation)]
[Parallelizable(ParallelScope.All)]
internal sealed class BlobPartTests(Signature.Kinds kind) : BlobOperationTests(kind)
{
    [Test]
    public async Task Key_for_a_part_opens_neither_its_neighbours_nor_the_object()
    {
        PartUpload upload = await UploadAsync(NewName(), [1], [2]);
        PartUpload other = await UploadAsync(upload.Name, [3]);
        SignedUrl key = await Issuer.Issuer.IssueUrlAsync(Operations.ScopeOfPart(upload, 1), Permissions.Write);

        string mine = Operations.ScopeOfPart(upload, 1).Name;
        string[] neighbours = [Operations.ScopeOfPart(upload, 2).Name, Operations.ScopeOfPart(other, 1).Name, upload.Name, mine + "0"];
        foreach (string neighbour in neighbours)
        {
            (await PutToAsync(key.Url.Replace(mine, neighbour, StringComparison.Ordinal), "x")).Should().Be(Refused);
        }
    }

    [Test]
    public async Task Key_for_a_part_does_not_complete_the_upload()
    {
        PartUpload upload = await UploadAsync(NewName(), [1], [2]);
        SignedUrl key = await Issuer.Issuer.IssueUrlAsync(Operations.ScopeOfPart(upload, 1), Permissions.Write);

        using HttpRequestMessage commit = new(HttpMethod.Put, $"{key.Url}&comp=blocklist".Replace(
            Operations.ScopeOfPart(upload, 1).Name, upload.Name, StringComparison.Ordinal))
        {
            Content = new StringContent("<BlockList></BlockList>"),
        };

        (await SendAsync(commit)).Should().Be(Refused);
        (await IsThereAsync(upload.Name)).Should().BeFalse();
    }

    [Test]
    public async Task Empty_parts_are_joined_and_make_an_empty_object_alone()
    {
        PartUpload mixed = await UploadAsync(NewName(), [], [1, 2], []);
        PartUpload empty = await UploadAsync(NewName(), [[]]);

        foreach ((PartUpload upload, byte[] content) in new[] { (mixed, new byte[] { 1, 2 }), (empty, []) })
        {
            StorageResult result = await Operations.CompletePartsAsync(upload, (await Operations.ListPartsAsync(upload))!);

            (result.Outcome, result.Object!.Length).Should().Be((StorageOutcome.Completed, content.Length));
            (await BytesOfAsync(upload.Name)).Should().Equal(content);
        }
    }

    [Test]
    public async Task Empty_part_that_was_changed_makes_no_object()
    {
        PartUpload upload = await UploadAsync(NewName(), [1], []);
        IReadOnlyList<UploadedPart> listed = (await Operations.ListPartsAsync(upload))!;
        await PutPartAsync(upload, 2, [2]);

        (await Operations.CompletePartsAsync(upload, listed)).Outcome.Should().Be(StorageOutcome.Changed);
        (await IsThereAsync(upload.Name)).Should().BeFalse();
    }

    [Test]
    public async Task Parts_out_of_order_make_no_object()
    {
        PartUpload upload = await UploadAsync(NewName(), [1], [2]);
        IReadOnlyList<UploadedPart> listed = (await Operations.ListPartsAsync(upload))!;

        (await Operations.CompletePartsAsync(upload, [listed[1], listed[0]])).Outcome.Should().Be(StorageOutcome.Changed);
        (await Operations.CompletePartsAsync(upload, [listed[0], listed[0]])).Outcome.Should().Be(StorageOutcome.Changed);
        (await IsThereAsync(upload.Name)).Should().BeFalse();
    }

    [Test]
    public async Task Object_that_is_there_is_replaced_and_completing_again_changes_nothing()
    {
        PartUpload upload = await UploadAsync(NewName(), [1, 2], [3]);
        await Blobs.GetBlobClient(upload.Name).UploadAsync(
            BinaryData.FromString("old"), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["old"] = "yes" } });
        IReadOnlyList<UploadedPart> listed = (await Operations.ListPartsAsync(upload))!;

        StorageResult first = await Operations.CompletePartsAsync(upload, listed);
        StorageResult second = await Operations.CompletePartsAsync(upload, listed);

        first.Outcome.Should().Be(StorageOutcome.Completed);
        second.Should().BeEquivalentTo(first);
        (await FoundAsync(upload.Name)).Should().BeEquivalentTo(first.Object);
        first.Object!.Metadata.Should().BeEmpty();
        (await BytesOfAsync(upload.Name)).Should().Equal(1, 2, 3);
    }

    [Test]
    public async Task Content_of_the_same_length_is_not_taken_for_a_completed_upload()
    {
        PartUpload upload = await UploadAsync(NewName(), [1, 2], [3]);
        IReadOnlyList<UploadedPart> listed = (await Operations.ListPartsAsync(upload))!;
        await Operations.AbortPartsAsync(upload);
        await StoreAsync(upload.Name, "old");

        (await Operations.CompletePartsAsync(upload, listed)).Should().Be(new StorageResult(StorageOutcome.NotFound));

        (await ContentOfAsync(upload.Name)).Should().Be("old");
    }

    [Test]
    public async Task Upload_with_a_made_up_id_touches_nothing_of_its_neighbours()
    {
        string name = NewName();
        PartUpload real = await UploadAsync(name, [1]);
        await StoreAsync(PartNames.PrefixOf(real) + "notes", "kept");

        foreach (PartUpload forged in new[] { real with { Id = "" }, real with { Id = real.Id[..31] }, real with { Id = real.Id.ToUpperInvariant() },
            real with { Name = name[..^1] }, new PartUpload(Container, name.Split('/')[0], $"x/../{real.Id}") })
        {
            await Operations.AbortPartsAsync(forged);
            (await Operations.ListPartsAsync(forged)).Should().BeEmpty();
        }

        await Operations.AbortPartsAsync(real);

        (await Operations.ListPartsAsync(real)).Should().BeEmpty();
        (await ContentOfAsync(PartNames.PrefixOf(real) + "notes")).Should().Be("kept");
    }

    [Test]
    public async Task Blocks_that_a_client_has_staged_and_not_committed_are_no_part()
    {
        PartUpload upload = await UploadAsync(NewName(), [1]);
        SignedUrl key = await Issuer.Issuer.IssueUrlAsync(Operations.ScopeOfPart(upload, 2), Permissions.Write);
        using HttpRequestMessage block = new(HttpMethod.Put, $"{key.Url}&comp=block&blockid=MDE%3D") { Content = new ByteArrayContent([9]) };
        (await SendAsync(block)).Should().Be(System.Net.HttpStatusCode.Created);

        (await Operations.ListPartsAsync(upload)).Should().ContainSingle().Which.Number.Should().Be(1);
    }

    [Test]
    public async Task Parts_are_deleted_whatever_their_uploader_did_to_keep_them()
    {
        PartUpload upload = await UploadAsync(NewName(), [1], [2]);
        BlockBlobClient part = Blobs.GetBlockBlobClient(Operations.ScopeOfPart(upload, 1).Name);
        await part.GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        await part.CreateSnapshotAsync();

        StorageResult result = await Operations.CompletePartsAsync(upload, (await Operations.ListPartsAsync(upload))!);

        result.Outcome.Should().Be(StorageOutcome.Completed);
        (await StateOfAsync(PartNames.PrefixOf(upload))).Should().BeEmpty();
    }

    [Test]
    public async Task Staged_blob_is_deleted_whatever_its_uploader_did_to_keep_it()
    {
        StorageObject staged = await StagedAsync([1]);
        BlockBlobClient blob = Blobs.GetBlockBlobClient(staged.Name);
        await blob.GetBlobLeaseClient().AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration);
        await blob.CreateSnapshotAsync();

        (await Operations.PublishAsync(staged, Blob(NewName()), new ObjectProperties())).Outcome.Should().Be(StorageOutcome.Completed);

        (await StateOfAsync(staged.Name)).Should().BeEmpty();
    }

    [Test]
    public async Task Sweep_tells_of_each_upload_once_with_the_latest_time_and_of_what_lies_beside_its_parts()
    {
        string folder = NewName("");
        PartUpload upload = await UploadAsync(folder + "a", [1], [2], [3]);
        PartUpload again = await UploadAsync(folder + "a", [1]);
        PartUpload other = await UploadAsync(folder + "b", [1]);
        await StoreAsync(folder + "a", "object");
        await StoreAsync(PartNames.PrefixOf(upload) + "00001x", "no part");
        await PutPartAsync(upload, 2, [4]);

        List<StagedItem> items = await Operations.ListStagedAsync(Container, folder).ToListAsync();

        items.Where(item => item.Upload is not null).Select(item => item.Upload).Should().BeEquivalentTo([upload, again, other]);
        items.Where(item => item.Upload is null).Select(item => item.Name).Should().BeEquivalentTo(
            folder + "a", PartNames.PrefixOf(upload) + "00001x");
        items.Single(item => item.Upload == upload).LastModified.Should().Be(
            (await FoundAsync(Operations.ScopeOfPart(upload, 2).Name)).LastModified);
    }
}
