using System.Net;
using System.Security.Cryptography;
using Amazon.S3.Model;
using ValetKey.Aws;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>A constraint on an upload is a signed header: as it stands it opens, missing or different it does not.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UrlHeaderTests : S3ServerTests
{
    private static readonly byte[] Content = "content"u8.ToArray();

    private static readonly Dictionary<string, Demand> Demands = new()
    {
        ["Content-Type"] = new(new() { ContentType = "image/png" }, "image/jpeg"),
        ["content-type with parameter"] = new(new() { ContentType = "text/plain; charset=utf-8" }, "text/plain", "Content-Type"),
        ["Content-MD5"] = new(new() { Checksum = Checksum.FromBase64(ChecksumAlgorithm.Md5, "mgNkuembtIDdJeHwKEyFVQ==") },
            "CY9rzUYh03PK3k6DJie09g=="),
        ["x-amz-checksum-sha256"] = new(
            new() { Checksum = new(ChecksumAlgorithm.Sha256, SHA256.HashData(Content)) }, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ["x-amz-checksum-crc32c"] = new(new() { Checksum = new(ChecksumAlgorithm.Crc32C, [1, 2, 3, 4]) }, "AAAAAA=="),
        ["x-amz-checksum-crc64nvme"] = new(new() { Checksum = new(ChecksumAlgorithm.Crc64Nvme, [1, 2, 3, 4, 5, 6, 7, 8]) }, "AAAAAAAAAAA="),
        ["x-amz-meta-owner"] = new(Metadata("owner", "42"), "43"),
        ["x-amz-meta-spaced"] = new(Metadata("spaced", "a  b   c"), "a  b   d"),
        ["x-amz-meta-odd"] = new(Metadata("odd", "a,b;c=\"d\" +%20/?"), "a"),
        ["x-amz-storage-class"] = new(KeyConstraints.None, "STANDARD_IA", Extra: new S3UploadStorageClass("STANDARD")),
        ["If-None-Match"] = new(KeyConstraints.None, "\"other\"", Permission: Permissions.Create),
    };

    private static IEnumerable<string> Names => Demands.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Upload_with_its_header_is_stored(string demand)
    {
        string name = NewName();
        SignedUrl key = await IssueAsync(demand, name);

        HttpStatusCode status = await SendAsync(key.CreateRequest(new ByteArrayContent(Content)));

        status.Should().Be(HttpStatusCode.OK);
        (await ContentOfAsync(name)).Should().Be("content");
    }

    [TestCaseSource(nameof(Names))]
    public async Task Upload_without_its_header_is_refused(string demand)
    {
        string name = NewName();
        HttpRequestMessage request = (await IssueAsync(demand, name)).CreateRequest(new ByteArrayContent(Content));

        Remove(request, Demands[demand].Header ?? demand);

        (await SendAsync(request)).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [TestCaseSource(nameof(Names))]
    public async Task Upload_with_another_header_is_refused(string demand)
    {
        string name = NewName();
        string header = Demands[demand].Header ?? demand;
        HttpRequestMessage request = (await IssueAsync(demand, name)).CreateRequest(new ByteArrayContent(Content));

        Remove(request, header);
        bool added = request.Headers.TryAddWithoutValidation(header, Demands[demand].Other)
            || request.Content!.Headers.TryAddWithoutValidation(header, Demands[demand].Other);

        added.Should().BeTrue();
        (await SendAsync(request)).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [Test]
    public async Task Metadata_is_stored_as_it_was_demanded()
    {
        string name = NewName();
        SignedUrl key = await IssueAsync("x-amz-meta-spaced", name);

        await SendAsync(key.CreateRequest(new ByteArrayContent(Content)));

        GetObjectMetadataResponse stored = await Owner.GetObjectMetadataAsync(Bucket, name);
        stored.Metadata["x-amz-meta-spaced"].Should().BeOneOf("a  b   c", "a b c");
    }

    [TestCase(0, HttpStatusCode.Forbidden)]
    [TestCase(6, HttpStatusCode.Forbidden)]
    [TestCase(7, HttpStatusCode.OK)]
    [TestCase(8, HttpStatusCode.Forbidden)]
    [TestCase(70_000, HttpStatusCode.Forbidden)]
    public async Task Length_is_exact(int length, HttpStatusCode expected)
    {
        string name = NewName();
        SignedUrl key = await IssueUploadAsync(name, new() { ContentLength = LengthRange.Exactly(7) });

        using HttpRequestMessage request = new(key.Method, key.Url) { Content = new ByteArrayContent(new byte[length]) };
        HttpStatusCode status = await SendAsync(request);

        status.Should().Be(expected);
        (await ContentOfAsync(name) is not null).Should().Be(expected == HttpStatusCode.OK);
    }

    [Test]
    public async Task Upload_of_undeclared_length_is_refused()
    {
        string name = NewName();
        SignedUrl key = await IssueUploadAsync(name, new() { ContentLength = LengthRange.Exactly(7) });
        HttpRequestMessage request = key.CreateRequest(new ByteArrayContent(Content));

        request.Content!.Headers.ContentLength = null;
        request.Headers.TransferEncodingChunked = true;

        ((int)await SendAsync(request)).Should().BeInRange(400, 499);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [Test]
    public async Task Body_that_contradicts_its_MD5_is_refused()
    {
        string name = NewName();
        SignedUrl key = await IssueAsync("Content-MD5", name);

        HttpStatusCode status = await SendAsync(key.CreateRequest(new ByteArrayContent("another"u8.ToArray())));

        status.Should().Be(HttpStatusCode.BadRequest);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    [TestCase("x-amz-server-side-encryption", null)]
    [TestCase("x-amz-server-side-encryption", "AES256")]
    [TestCase("x-amz-server-side-encryption-aws-kms-key-id", null)]
    [TestCase("x-amz-server-side-encryption-aws-kms-key-id", "other")]
    public async Task Kms_key_is_bound(string header, string? value)
    {
        string name = NewName();
        SignedUrl key = await Issuer.IssueUrlAsync(new KeyRequest(Object(name), Permissions.Write) { Extras = [new S3UploadKmsKey("key")] });
        HttpRequestMessage request = key.CreateRequest(new ByteArrayContent(Content));

        Remove(request, header);
        if (value is not null)
        {
            request.Headers.Add(header, value);
        }

        (await SendAsync(request)).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync(name)).Should().BeNull();
    }

    private static KeyConstraints Metadata(string name, string value) => new() { Metadata = new Dictionary<string, string> { [name] = value } };

    private static void Remove(HttpRequestMessage request, string header)
    {
        bool removed = header.StartsWith("Content", StringComparison.Ordinal)
            ? request.Content!.Headers.Remove(header)
            : request.Headers.Remove(header);
        removed.Should().BeTrue("{0} is there to be removed", header);
    }

    private async Task<SignedUrl> IssueUploadAsync(string name, KeyConstraints constraints) =>
        await AmazonIssuer.IssueUrlAsync(new KeyRequest(Object(name), Permissions.Write) { Constraints = constraints });

    private async Task<SignedUrl> IssueAsync(string demand, string name) => await AmazonIssuer.IssueUrlAsync(
        new KeyRequest(Object(name), Demands[demand].Permission)
        {
            Constraints = Demands[demand].Constraints,
            Extras = Demands[demand].Extra is { } extra ? [extra] : [],
        });

    private sealed record Demand(
        KeyConstraints Constraints, string Other, string? Header = null, KeyExtra? Extra = null, Permissions Permission = Permissions.Write);
}
