using System.Net;
using System.Net.Http.Headers;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>What a download bears, and which version of an object it is.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UrlDownloadTests : S3ServerTests
{
    private static readonly ResponseOverrides Everything = new()
    {
        ContentType = "application/pdf",
        ContentDisposition = "attachment; filename=\"a b+c&d.pdf\"; filename*=UTF-8''%E2%82%AC.pdf",
        CacheControl = "private, max-age=60",
        ContentEncoding = "identity",
        ContentLanguage = "de",
    };

    private static readonly string[] Parameters =
        ["response-content-type", "response-content-disposition", "response-cache-control", "response-content-encoding", "response-content-language"];

    [Test]
    public async Task Download_bears_the_headers()
    {
        SignedUrl key = await IssueAsync();

        using HttpResponseMessage response = await Gateway.Client.SendAsync(key.CreateRequest());

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be("application/pdf");
        response.Content.Headers.GetValues("Content-Disposition").Should().Equal(Everything.ContentDisposition);
        response.Headers.CacheControl!.Should().Be(CacheControlHeaderValue.Parse(Everything.CacheControl));
        response.Content.Headers.ContentEncoding.Should().Equal("identity");
        response.Content.Headers.ContentLanguage.Should().Equal("de");
    }

    [TestCaseSource(nameof(Parameters))]
    public async Task Altered_response_header_is_refused(string parameter) =>
        (await StatusOfAsync(SignedQueryText.Set((await IssueAsync()).Url, parameter, "text%2Fhtml"))).Should().Be(HttpStatusCode.Forbidden);

    [TestCaseSource(nameof(Parameters))]
    public async Task Dropped_response_header_is_refused(string parameter) =>
        (await StatusOfAsync(SignedQueryText.Drop((await IssueAsync()).Url, parameter))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Version_is_the_one_that_was_named()
    {
        (string bucket, string old, string current) = await StoreVersionsAsync();

        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForObject(bucket, "object", old), Permissions.Read);

        (await Gateway.Client.GetStringAsync(key.ToUri())).Should().Be("old");
        (await StatusOfAsync(key.Url.Replace(old, current, StringComparison.Ordinal))).Should().Be(HttpStatusCode.Forbidden);
        (await StatusOfAsync(SignedQueryText.Drop(key.Url, "versionId"))).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Only_the_named_version_is_deleted()
    {
        (string bucket, string old, string current) = await StoreVersionsAsync();
        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForObject(bucket, "object", old), Permissions.Delete);

        HttpStatusCode altered = await SendAsync(new HttpRequestMessage(key.Method, key.Url.Replace(old, current, StringComparison.Ordinal)));
        HttpStatusCode deleted = await SendAsync(key.CreateRequest());

        (altered, deleted).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.NoContent));
        ListVersionsResponse left = await Owner.ListVersionsAsync(bucket);
        left.Versions.Select(version => version.VersionId).Should().Equal(current);
    }

    private async Task<SignedUrl> IssueAsync() =>
        await Issuer.IssueUrlAsync(new KeyRequest(Object(Mine), Permissions.Read) { Constraints = new() { Response = Everything } });

    private async Task<(string Bucket, string Old, string Current)> StoreVersionsAsync()
    {
        string bucket = await Gateway.CreateBucketAsync();
        await Owner.PutBucketVersioningAsync(new PutBucketVersioningRequest
        {
            BucketName = bucket,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled },
        });
        PutObjectResponse old = await Owner.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "object", ContentBody = "old" });
        PutObjectResponse current = await Owner.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "object", ContentBody = "current" });
        return (bucket, old.VersionId, current.VersionId);
    }
}
