using System.Net;
using System.Text.Json;
using Amazon.S3.Model;
using ValetKey.Aws;
using ValetKey.Tests.Aws.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>With the rule that a key asks for a page of another origin can use it, and nothing that the rule does not name is let through.</summary>
[NonParallelizable]
internal sealed class S3ServerCorsTests : S3ServerTests
{
    private static readonly byte[] Content = "content"u8.ToArray();

    [Test]
    public async Task Upload_with_every_kind_of_header()
    {
        string bucket = await Gateway.CreateBucketAsync();
        SignedUrl key = await AmazonIssuer.IssueUrlAsync(new KeyRequest(KeyScope.ForObject(bucket, "a"), Permissions.Create)
        {
            Constraints = new()
            {
                ContentType = "image/png",
                ContentLength = LengthRange.Exactly(Content.Length),
                Checksum = Checksum.FromBase64(ChecksumAlgorithm.Md5, "mgNkuembtIDdJeHwKEyFVQ=="),
                Metadata = new Dictionary<string, string> { ["owner"] = "42" },
            },
        });

        await CheckAsync(bucket, key.RequiredCors(Browser.Origin), () => key.CreateRequest(Browser.File(Content)), "DELETE");
    }

    [Test]
    public async Task Upload_that_says_no_type_since_browsers_send_one()
    {
        string bucket = await Gateway.CreateBucketAsync();
        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForObject(bucket, "a"), Permissions.Write);

        await CheckAsync(bucket, key.RequiredCors(Browser.Origin), () => key.CreateRequest(Browser.File(Content)), "POST");
    }

    [Test]
    public async Task Download()
    {
        string bucket = await Gateway.CreateBucketAsync();
        await Owner.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "a", ContentBody = "content" });
        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForObject(bucket, "a"), Permissions.Read);

        await CheckAsync(bucket, key.RequiredCors(Browser.Origin), () => key.CreateRequest(), "PUT");
    }

    [Test]
    public async Task Form()
    {
        string bucket = await Gateway.CreateBucketAsync();
        SignedForm key = await Issuer.IssueFormAsync(
            new KeyRequest(KeyScope.ForObject(bucket, "a"), Permissions.Write) { Constraints = new() { ContentType = "image/png" } });

        await CheckAsync(bucket, key.RequiredCors(Browser.Origin), () => key.CreateRequest(Browser.File(Content)), "PUT");
    }

    /// <summary>The rule as it is printed is what the bucket gets.</summary>
    private async Task CheckAsync(string bucket, CorsRule rule, Func<HttpRequestMessage> use, string otherMethod)
    {
        using JsonDocument printed = JsonDocument.Parse(rule.ToS3Json());
        List<CORSRule> rules = printed.RootElement.GetProperty("CORSRules").Deserialize<List<CORSRule>>()!;
        (await AllowsAsync(Browser.Preflight(use()))).Should().BeFalse("no rule is there yet");
        await Owner.PutCORSConfigurationAsync(bucket, new CORSConfiguration { Rules = rules });

        (await AllowsAsync(Browser.Preflight(use()))).Should().BeTrue();
        (await AllowsAsync(Browser.Preflight(use(), origin: "https://evil.example"))).Should().BeFalse();
        (await AllowsAsync(Browser.Preflight(use(), method: otherMethod))).Should().BeFalse();
        (await AllowsAsync(Browser.Preflight(use(), moreHeaders: "x-amz-copy-source"))).Should().BeFalse();

        HttpRequestMessage request = use();
        request.Headers.Add("Origin", Browser.Origin);
        using HttpResponseMessage answer = await Gateway.Client.SendAsync(request);
        answer.StatusCode.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
        Browser.Listed(answer, "Access-Control-Allow-Origin").Should().Equal(Browser.Origin);
        Browser.Listed(answer, "Access-Control-Expose-Headers").Should().Equal(rule.ExposedHeaders);
    }

    private async Task<bool> AllowsAsync(HttpRequestMessage preflight)
    {
        using HttpResponseMessage answer = await Gateway.Client.SendAsync(preflight);
        return Browser.Allows(answer, preflight);
    }
}
