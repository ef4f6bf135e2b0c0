using System.Net;
using Amazon.S3.Model;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>A whole upload in parts: the application begins and completes it with the vendor's SDK, and clients bring the parts with keys.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerPartTests : S3ServerTests
{
    private const int LeastPart = 5 * 1024 * 1024;

    [Test]
    public async Task Parts_that_came_with_keys_make_the_object()
    {
        string name = $"parts/{Guid.NewGuid():n} ä";
        byte[][] parts = [[.. Enumerable.Repeat((byte)'a', LeastPart)], "the end"u8.ToArray()];
        string upload = (await Owner.InitiateMultipartUploadAsync(Bucket, name)).UploadId;

        List<PartETag> tags = [];
        for (int number = 1; number <= parts.Length; number++)
        {
            SignedUrl key = await KeyAsync(name, upload, number, LengthRange.Exactly(parts[number - 1].Length));
            using HttpResponseMessage answer = await Gateway.Client.SendAsync(key.CreateRequest(new ByteArrayContent(parts[number - 1])));
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            tags.Add(new PartETag(number, answer.Headers.ETag!.Tag));
        }

        await Owner.CompleteMultipartUploadAsync(new() { BucketName = Bucket, Key = name, UploadId = upload, PartETags = tags });

        using GetObjectResponse stored = await Owner.GetObjectAsync(Bucket, name);
        using MemoryStream copy = new();
        await stored.ResponseStream.CopyToAsync(copy);
        copy.ToArray().Should().Equal([.. parts[0], .. parts[1]]);
    }

    [Test]
    public async Task Once_the_upload_is_over_the_key_opens_nothing()
    {
        string name = $"parts/{Guid.NewGuid():n}";
        string upload = (await Owner.InitiateMultipartUploadAsync(Bucket, name)).UploadId;
        SignedUrl key = await KeyAsync(name, upload, 1, LengthRange.Exactly(3));
        await Owner.AbortMultipartUploadAsync(Bucket, name, upload);

        using HttpResponseMessage answer = await Gateway.Client.SendAsync(key.CreateRequest(new StringContent("abc")));

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await Owner.ListObjectsV2Async(new() { BucketName = Bucket, Prefix = name })).KeyCount.Should().Be(0);
    }

    private ValueTask<SignedUrl> KeyAsync(string name, string upload, int number, LengthRange length) => Issuer.IssueUrlAsync(
        new KeyRequest(KeyScope.ForPart(Bucket, name, upload, number), Permissions.Write) { Constraints = new() { ContentLength = length } });
}
