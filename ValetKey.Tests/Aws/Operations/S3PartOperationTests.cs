using System.Net;
using ValetKey.Providers;
using ValetKey.Tests.Aws.Operations.Support;

namespace ValetKey.Tests.Aws.Operations;

[Parallelizable(ParallelScope.All)]
internal sealed class S3PartOperationTests : GatewayOperationTests
{
    [Test]
    public async Task Parts_make_the_object_once_and_completing_again_says_the_same()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName("ä +%2F.bin"));
        (await Operations.ListPartsAsync(upload)).Should().BeEmpty();
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, Filled(LeastPart, 'a'), Filled(3, 'b'));
        parts.Select(part => (part.Number, part.Length)).Should().Equal((1, LeastPart), (2, 3));
        (await Operations.FindAsync(Bucket, upload.Name)).Should().BeNull();

        StorageResult made = await Operations.CompletePartsAsync(upload, parts);
        StorageResult again = await Operations.CompletePartsAsync(upload, parts);

        made.Should().BeEquivalentTo(new StorageResult(StorageOutcome.Completed, await Operations.FindAsync(Bucket, upload.Name)));
        again.Should().BeEquivalentTo(made);
        (made.Object!.Length, made.Object.Checksums.Count).Should().Be((LeastPart + 3, 0), "the tag of parts is no MD5");
        (await ContentOfAsync(upload.Name)).Should().Be(new string('a', LeastPart) + "bbb");
        (await Operations.ListPartsAsync(upload)).Should().BeNull();
    }

    /// <summary>Amazon leaves the others out; the gateway wants all that there are.</summary>
    [Test]
    public async Task Parts_that_are_not_asked_for_do_not_come_in()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, Filled(3, 'a'), Filled(3, 'b'));

        (await Operations.CompletePartsAsync(upload, [parts[0]])).Should().Be(new StorageResult(StorageOutcome.Changed));

        (await Operations.FindAsync(Bucket, upload.Name)).Should().BeNull();
    }

    [Test]
    public async Task Part_that_was_changed_after_it_was_listed_does_not_come_in()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, Filled(3, 'a'));
        await PutPartAsync(upload, 1, Filled(3, 'x'));

        (await Operations.CompletePartsAsync(upload, parts)).Should().Be(new StorageResult(StorageOutcome.Changed));

        (await Operations.FindAsync(Bucket, upload.Name)).Should().BeNull();
        (await Operations.CompletePartsAsync(upload, (await Operations.ListPartsAsync(upload))!)).Outcome.Should().Be(StorageOutcome.Completed);
    }

    [Test]
    public async Task Parts_of_another_upload_do_not_come_in()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        PartUpload other = await Operations.BeginPartsAsync(Bucket, upload.Name);
        await PutPartsAsync(upload, Filled(3, 'a'));
        IReadOnlyList<UploadedPart> others = await PutPartsAsync(other, Filled(3, 'x'));

        (await Operations.CompletePartsAsync(upload, others)).Should().Be(new StorageResult(StorageOutcome.Changed));

        (await Operations.FindAsync(Bucket, upload.Name)).Should().BeNull();
        (await Operations.ListPartsAsync(upload)).Should().ContainSingle();
    }

    [Test]
    public async Task Upload_that_was_given_up_is_gone_with_its_parts_and_stays_so()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, Filled(3, 'a'));

        await Operations.AbortPartsAsync(upload);
        await Operations.AbortPartsAsync(upload);

        (await Operations.ListPartsAsync(upload)).Should().BeNull();
        (await Operations.CompletePartsAsync(upload, parts)).Should().Be(new StorageResult(StorageOutcome.NotFound));
        Func<Task> part = () => PutPartAsync(upload, 1, Filled(3, 'a'));
        (await part.Should().ThrowAsync<HttpRequestException>()).Which.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Giving_up_what_is_complete_changes_nothing()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        await Operations.CompletePartsAsync(upload, await PutPartsAsync(upload, Filled(3, 'a')));

        await Operations.AbortPartsAsync(upload);

        (await ContentOfAsync(upload.Name)).Should().Be("aaa");
    }

    [Test]
    public async Task Object_that_is_there_is_not_taken_for_the_one_that_an_unknown_upload_made()
    {
        PartUpload first = await Operations.BeginPartsAsync(Bucket, NewName());
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(first, Filled(3, 'a'));
        await Operations.CompletePartsAsync(first, parts);
        PartUpload second = await Operations.BeginPartsAsync(Bucket, first.Name);
        IReadOnlyList<UploadedPart> others = await PutPartsAsync(second, Filled(3, 'b'));
        await Operations.AbortPartsAsync(second);

        (await Operations.CompletePartsAsync(second, others)).Outcome.Should().Be(StorageOutcome.NotFound);
        (await Operations.CompletePartsAsync(second with { Name = NewName() }, parts)).Outcome.Should().Be(StorageOutcome.NotFound);
    }

    [Test]
    public async Task Short_part_before_the_last_is_a_fault_that_says_so()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, NewName());
        IReadOnlyList<UploadedPart> parts = await PutPartsAsync(upload, Filled(3, 'a'), Filled(3, 'b'));

        (await FluentActions.Awaiting(() => Operations.CompletePartsAsync(upload, parts).AsTask()).Should().ThrowAsync<ValetKeyException>())
            .WithMessage("*shorter than the store takes*").Which.IsTransient.Should().BeFalse();
    }
}
