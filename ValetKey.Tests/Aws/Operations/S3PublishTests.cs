using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Aws;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Operations;

/// <summary>Publishing at a store that ignores the conditions of copies: what is shown here holds nevertheless.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3PublishTests : GatewayOperationTests
{
    private static readonly ObjectProperties Properties = new()
    {
        ContentType = "image/png",
        ContentDisposition = "attachment; filename*=UTF-8''%C3%A4.png",
        CacheControl = "max-age=60, private",
        Metadata = new Dictionary<string, string> { ["owner"] = "alice", ["a-b"] = "1 2" },
    };

    [Test]
    public async Task Object_moves_with_its_new_properties_and_none_of_its_old()
    {
        string name = NewName();
        PutObjectRequest put = new() { BucketName = Bucket, Key = name, ContentBody = "whole", ContentType = "text/html" };
        put.Metadata["uploader"] = "mallory";
        put.Headers.ContentEncoding = "gzip";
        put.TagSet = [new Tag { Key = "a", Value = "b" }];
        await Owner.PutObjectAsync(put);
        StorageObject staged = (await Operations.FindAsync(Bucket, name))!;
        KeyScope target = Object(NewName("published"));

        StorageResult result = await Operations.PublishAsync(staged, target, Properties);

        result.Should().BeEquivalentTo(new StorageResult(StorageOutcome.Completed, await Operations.FindAsync(Bucket, target.Name)));
        (result.Object!.Length, result.Object.ContentType).Should().Be((5, "image/png"));
        result.Object.Metadata.Should().Equal(Properties.Metadata);
        result.Object.Checksums.Should().Equal(staged.Checksums);
        GetObjectMetadataResponse head = await Owner.GetObjectMetadataAsync(Bucket, target.Name);
        new[] { head.Headers.ContentDisposition, head.Headers.CacheControl, head.Headers.ContentEncoding }.Should().Equal(
            Properties.ContentDisposition, Properties.CacheControl, null);
        (await Owner.GetObjectTaggingAsync(new() { BucketName = Bucket, Key = target.Name })).Tagging.Should().BeNullOrEmpty();
        (await ContentOfAsync(target.Name)).Should().Be("whole");
        (await Operations.FindAsync(Bucket, name)).Should().BeNull();
        (await Operations.PublishAsync(staged, target, Properties)).Outcome.Should().BeOneOf(StorageOutcome.NotFound, StorageOutcome.ObjectExists);
    }

    [Test]
    public async Task Object_that_is_there_stays_and_so_does_the_staged_one()
    {
        StorageObject staged = await StageAsync(NewName());
        StorageObject there = await StageAsync(NewName(), "there");

        (await Operations.PublishAsync(staged, Object(there.Name), Properties)).Should().Be(new StorageResult(StorageOutcome.ObjectExists));

        (await ContentOfAsync(there.Name)).Should().Be("there");
        (await ContentOfAsync(staged.Name)).Should().Be("staged");
    }

    [Test]
    public async Task Object_that_is_there_is_replaced_where_that_is_wanted()
    {
        StorageObject staged = await StageAsync(NewName());
        StorageObject there = await StageAsync(NewName(), "there");

        (await Operations.PublishAsync(staged, Object(there.Name), Properties, overwrite: true)).Outcome.Should().Be(StorageOutcome.Completed);

        (await ContentOfAsync(there.Name)).Should().Be("staged");
        (await Operations.FindAsync(Bucket, staged.Name)).Should().BeNull();
    }

    [Test]
    public async Task What_has_changed_since_or_is_gone_is_not_published([Values] bool overwrite)
    {
        StorageObject staged = await StageAsync(NewName());
        string target = NewName();

        await StageAsync(staged.Name, "swapped");
        (await Operations.PublishAsync(staged, Object(target), Properties, overwrite)).Should().Be(new StorageResult(StorageOutcome.Changed));
        await Operations.DeleteAsync(Bucket, staged.Name);
        (await Operations.PublishAsync(staged, Object(target), Properties, overwrite)).Should().Be(new StorageResult(StorageOutcome.NotFound));

        (await Operations.FindAsync(Bucket, target)).Should().BeNull();
    }

    [Test]
    public async Task Of_many_that_race_for_a_name_one_has_it_whole()
    {
        string target = NewName();
        StorageObject[] staged = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(number => StageAsync(NewName(), new string((char)('a' + number), 200_000))));

        StorageResult[] results = await Task.WhenAll(staged.Select(one => Operations.PublishAsync(one, Object(target), Properties).AsTask()));

        results.Count(result => result.Outcome == StorageOutcome.Completed).Should().Be(1);
        results.Count(result => result.Outcome == StorageOutcome.ObjectExists).Should().Be(15);
        int winner = Array.FindIndex(results, result => result.Outcome == StorageOutcome.Completed);
        (await ContentOfAsync(target)).Should().Be(new string((char)('a' + winner), 200_000));
    }

    [Test]
    public async Task Object_of_parts_and_one_without_content_move_too()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        StorageResult large = await Operations.CompletePartsAsync(upload, await PutPartsAsync(upload, Filled(LeastPart, 'a'), Filled(3, 'b')));
        StorageObject empty = await StageAsync(NewName(), "");
        string[] targets = [NewName(), NewName()];

        (await Operations.PublishAsync(large.Object!, Object(targets[0]), Properties)).Outcome.Should().Be(StorageOutcome.Completed);
        (await Operations.PublishAsync(empty, Object(targets[1]), Properties)).Outcome.Should().Be(StorageOutcome.Completed);

        (await ContentOfAsync(targets[0])).Should().Be(new string('a', LeastPart) + "bbb");
        (await ContentOfAsync(targets[1])).Should().BeEmpty();
    }

    /// <summary>The gateway decodes the source of a copy twice, so that there a name with % is shown by the application's own copy alone.</summary>
    [TestCaseSource(typeof(FolderNames), nameof(FolderNames.Odd))]
    public async Task Odd_names_are_moved_in_each_way_that_there_is(string name)
    {
        IStorageOperations[] copying = name.Contains('%') ? [] : [AsAmazon(), With(options => options.HasConditionalCopies = true)];
        foreach (IStorageOperations operations in copying.Append(Operations))
        {
            StorageObject staged = await StageAsync($"{Guid.NewGuid():n}/{name}");
            string target = $"{Guid.NewGuid():n}/{name}";

            (await operations.PublishAsync(staged, Object(target), Properties)).Outcome.Should().Be(StorageOutcome.Completed);

            StorageObject published = (await Operations.FindAsync(Bucket, target))!;
            published.ContentType.Should().Be("image/png");
            published.Metadata.Should().Equal(Properties.Metadata);
            (await ContentOfAsync(target)).Should().Be("staged");
            (await Operations.FindAsync(Bucket, staged.Name)).Should().BeNull();
        }
    }

    [Test]
    public async Task Nothing_is_published_onto_itself()
    {
        StorageObject staged = await StageAsync(NewName());
        IStorageOperations mapped = With(options => options.ContainerNames["alias"] = Bucket);

        await FluentActions.Awaiting(() => Operations.PublishAsync(staged, Object(staged.Name), Properties, overwrite: true).AsTask())
            .Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => mapped.PublishAsync(staged, KeyScope.ForObject("alias", staged.Name), Properties).AsTask())
            .Should().ThrowAsync<ArgumentException>();

        (await ContentOfAsync(staged.Name)).Should().Be("staged");
    }

    [Test]
    public async Task Bucket_that_keeps_versions_is_refused_unless_overwriting()
    {
        string versioned = await Gateway.CreateBucketAsync();
        await Owner.PutBucketVersioningAsync(new() { BucketName = versioned, VersioningConfig = new() { Status = VersionStatus.Enabled } });
        StorageObject staged = await StageAsync(NewName());
        KeyScope target = KeyScope.ForObject(versioned, "target");

        (await FluentActions.Awaiting(() => Operations.PublishAsync(staged, target, Properties).AsTask()).Should().ThrowAsync<ValetKeyException>())
            .Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        (await Operations.FindAsync(versioned, "target")).Should().BeNull();
        (await Operations.PublishAsync(staged, target, Properties, overwrite: true)).Outcome.Should().Be(StorageOutcome.Completed);
    }

    [Test]
    public async Task What_is_too_large_to_be_written_at_once_is_refused()
    {
        StorageObject staged = (await StageAsync(NewName())) with { Length = (5L << 30) + 1 };

        (await FluentActions.Awaiting(() => Operations.PublishAsync(staged, Object(NewName()), Properties).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).WithMessage($"*{nameof(AmazonS3Options.HasConditionalCopies)}*")
            .Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }
}
