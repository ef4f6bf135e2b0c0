using System.Security.Cryptography;
using Amazon.S3.Model;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Operations;

[Parallelizable(ParallelScope.All)]
internal sealed class S3ObjectOperationTests : GatewayOperationTests
{
    [Test]
    public async Task Object_is_found_with_what_is_stored_with_it()
    {
        string name = NewName();
        PutObjectRequest put = new() { BucketName = Bucket, Key = name, ContentBody = "content", ContentType = "text/plain; charset=utf-8" };
        put.Metadata["Owner"] = "alice";
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        await Owner.PutObjectAsync(put);

        StorageObject found = (await Operations.FindAsync(Bucket, name))!;

        (found.Container, found.Name, found.Length, found.ContentType).Should().Be((Bucket, name, 7, "text/plain; charset=utf-8"));
        found.Metadata.Should().Equal(new Dictionary<string, string> { ["owner"] = "alice" });
        found.Checksums.Should().Equal(new Checksum(ChecksumAlgorithm.Md5, CryptographicOperations.HashData(HashAlgorithmName.MD5, "content"u8)));
        found.LastModified.Should().BeOnOrAfter(before.AddSeconds(-2)).And.BeOnOrBefore(TimeProvider.System.GetUtcNow().AddSeconds(2));
    }

    [Test]
    public async Task What_is_not_there_is_not_found_and_its_neighbour_is()
    {
        (await Operations.FindAsync(Bucket, Mine + "x")).Should().BeNull();
        (await Operations.FindAsync(Bucket, Mine)).Should().NotBeNull();
    }

    [Test]
    public async Task What_was_found_is_read_until_it_is_another_or_gone()
    {
        StorageObject found = await StageAsync(NewName(), "first");

        (await ReadAsync(found)).Should().Be("first");
        await StageAsync(found.Name, "other");
        (await Operations.OpenReadAsync(found)).Should().BeNull();
        await Operations.DeleteAsync(Bucket, found.Name);
        (await Operations.OpenReadAsync(found)).Should().BeNull();
    }

    [Test]
    public async Task Deleting_what_is_gone_succeeds()
    {
        StorageObject staged = await StageAsync(NewName());

        await Operations.DeleteAsync(Bucket, staged.Name);
        await Operations.DeleteAsync(Bucket, staged.Name);

        (await Operations.FindAsync(Bucket, staged.Name)).Should().BeNull();
    }

    [Test]
    public async Task Sweep_sees_objects_and_uploads_under_the_prefix_and_no_others()
    {
        string folder = NewName("staging");
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        await StageAsync(folder + "/a");
        await StageAsync(folder + "-neighbour/a");
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, folder + "/b");
        await Operations.BeginPartsAsync(Bucket, folder + "-neighbour/b");

        List<StagedItem> items = await Operations.ListStagedAsync(Bucket, folder + "/").ToListAsync();

        items.Select(item => (item.Container, item.Name, item.Upload)).Should().Equal((Bucket, folder + "/a", null), (Bucket, folder + "/b", upload));
        items.Should().AllSatisfy(item => item.LastModified.Should().BeOnOrAfter(before.AddSeconds(-2))
            .And.BeOnOrBefore(TimeProvider.System.GetUtcNow().AddSeconds(2)));
    }

    [TestCaseSource(typeof(FolderNames), nameof(FolderNames.Odd))]
    public async Task Odd_names_are_found_read_listed_and_deleted(string name)
    {
        string folder = $"{Guid.NewGuid():n}/";
        StorageObject found = await StageAsync(folder + name, "odd");

        (await ReadAsync(found)).Should().Be("odd");
        (await Operations.ListStagedAsync(Bucket, folder).Select(item => item.Name).ToListAsync()).Should().Equal(found.Name);
        await Operations.DeleteAsync(Bucket, found.Name);
        (await Operations.ListStagedAsync(Bucket, folder).AnyAsync()).Should().BeFalse();
    }

    [Test]
    public async Task What_the_store_cannot_name_is_an_argument_exception()
    {
        await FluentActions.Awaiting(() => Operations.FindAsync(Bucket, "a/../b").AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Operations.DeleteAsync("no bucket", "a").AsTask()).Should().ThrowAsync<ArgumentException>();
    }

    [Test]
    public async Task Stranger_is_refused_and_told_what_it_takes()
    {
        IStorageOperations strangers = With(options => options.Credentials = Gateway.Stranger);

        (await FluentActions.Awaiting(() => strangers.FindAsync(Bucket, Mine).AsTask()).Should().ThrowAsync<ValetKeyException>())
            .Which.Should().Match<ValetKeyException>(fault => fault.Reason == ValetKeyErrorReason.ProviderFailure && !fault.IsTransient
                && fault.Message.Contains("s3:GetObject") && fault.Message.Contains(Bucket));
        (await FluentActions.Awaiting(() => strangers.DeleteAsync(Bucket, Mine).AsTask()).Should().ThrowAsync<ValetKeyException>())
            .WithMessage("*need s3:DeleteObject.");
        (await ReadAsync(Mine)).Should().Be("mine");
    }

    [Test]
    public async Task Store_that_does_not_answer_is_a_passing_fault()
    {
        IStorageOperations nowhere = With(options => options.ServiceUrl = new Uri("http://127.0.0.1:9"));

        (await FluentActions.Awaiting(() => nowhere.FindAsync(Bucket, Mine).AsTask()).Should().ThrowAsync<ValetKeyException>())
            .Which.IsTransient.Should().BeTrue();
    }

    private async Task<string> ReadAsync(StorageObject found)
    {
        using StreamReader reader = new((await Operations.OpenReadAsync(found))!);
        return await reader.ReadToEndAsync();
    }
}
