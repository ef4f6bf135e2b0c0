using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Aws.Signing;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>
/// The signer of HMAC URLs, given Amazon's labels instead of Google's, before a judge that is not ours: the labels are all that differs, so what
/// Ceph's RADOS Gateway accepts and refuses here shows the rest of the signer right.
/// </summary>
internal sealed class AmazonLabelTests : GatewayTestBase
{
    private static readonly V4Labels Amazon = S3Labels.In(CephGateway.Region, isCompatible: true);

    private static readonly string[] OddNames =
        ["with space  and two.txt", "a+b", "100%25 of 100%", "a#b", "what?key=value", "it's \"quoted\"", "käse/żółć/日本語", "beyond-🗝️",
            "a//b", "~tilde/!*'()@:$,"];

    private readonly List<GcsKeySigner> _signers = [];

    [OneTimeTearDown]
    public void Dispose() => _signers.ForEach(signer => signer.Dispose());

    [TestCaseSource(nameof(OddNames))]
    public async Task Written_and_read_back_under_any_name(string name)
    {
        SignedUrl write = await SignAsync(name, Permissions.Write);
        SignedUrl read = await SignAsync(name, Permissions.Read);

        (HttpStatusCode written, _) = await SendAsync(write, new StringContent(name));
        (HttpStatusCode got, string body) = await SendAsync(read);

        (written, got).Should().Be((HttpStatusCode.OK, HttpStatusCode.OK));
        body.Should().Be(name);
        (await ReadAsync(name)).Should().Be(name);
    }

    [Test]
    public async Task Headers_that_are_signed_must_be_sent()
    {
        KeyConstraints constraints = new() { ContentType = "image/png" };
        SignedUrl key = await SignAsync("typed", Permissions.Write, constraints);

        HttpStatusCode other = (await SendAsync(key, Typed("text/html"), withHeaders: false)).Status;
        HttpStatusCode none = (await SendAsync(key, Typed(null), withHeaders: false)).Status;
        HttpStatusCode right = (await SendAsync(key, Typed("image/png"), withHeaders: false)).Status;

        (other, none, right).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.OK));
    }

    [Test]
    public async Task Properties_are_read_and_nothing_else()
    {
        (HttpStatusCode status, _) = await SendAsync(await SignAsync(Mine, Permissions.ReadProperties));
        (HttpStatusCode get, _) = await SendAsync(await SignAsync(Mine, Permissions.ReadProperties), method: HttpMethod.Get);

        (status, get).Should().Be((HttpStatusCode.OK, HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Deleted_and_gone()
    {
        await PutAsync("to-delete", "content");

        (HttpStatusCode status, _) = await SendAsync(await SignAsync("to-delete", Permissions.Delete));

        status.Should().Be(HttpStatusCode.NoContent);
        using IAmazonS3 s3 = Gateway.CreateS3();
        (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "to-delete" })).KeyCount.Should().Be(0);
    }

    [Test]
    public async Task Prefix_is_listed_and_no_other()
    {
        SignedUrl key = await SignAsync(KeyScope.ForPrefix(Bucket, "folder/"), Permissions.List);

        (HttpStatusCode status, string body) = await SendAsync(key);
        (HttpStatusCode other, _) = await SendAsync(key, change: url => url.Replace("folder%2F", "", StringComparison.Ordinal));

        (status, other).Should().Be((HttpStatusCode.OK, HttpStatusCode.Forbidden));
        body.Should().Contain(Mine).And.Contain(Neighbour).And.NotContain("to-delete");
    }

    [TestCase("/folder/mine?", "/folder/neighbour?")]
    [TestCase("X-Amz-Expires=600", "X-Amz-Expires=6000")]
    [TestCase("X-Amz-SignedHeaders=host&", "")]
    [TestCase("X-Amz-Algorithm=AWS4-HMAC-SHA256&", "")]
    [TestCase("aws4_request", "goog4_request")]
    public async Task Altered_url_is_refused(string part, string instead)
    {
        SignedUrl key = await SignAsync(Mine, Permissions.Read);

        (HttpStatusCode before, _) = await SendAsync(key);
        (HttpStatusCode after, _) = await SendAsync(key, change: url => url.Replace(part, instead, StringComparison.Ordinal));

        before.Should().Be(HttpStatusCode.OK);
        after.Should().BeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task Url_that_has_ended_is_refused()
    {
        SignedUrl key = await SignAsync(Object(Mine), Permissions.Read, start: TimeProvider.System.GetUtcNow().AddMinutes(-11));

        (await SendAsync(key)).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Googles_own_labels_open_nothing_here()
    {
        SignedUrl key = await SignAsync(Object(Mine), Permissions.Read, labels: GcsLabels.Hmac);

        (await SendAsync(key)).Status.Should().BeOneOf(HttpStatusCode.Forbidden, HttpStatusCode.BadRequest);
    }

    private static StringContent Typed(string? type)
    {
        StringContent content = new("content");
        content.Headers.Remove("Content-Type");
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return content;
    }

    private KeyScope Object(string name) => KeyScope.ForObject(Bucket, name);

    private Task<SignedUrl> SignAsync(string name, Permissions permission, KeyConstraints? constraints = null) =>
        SignAsync(Object(name), permission, constraints);

    private async Task<SignedUrl> SignAsync(
        KeyScope scope, Permissions permission, KeyConstraints? constraints = null, DateTimeOffset? start = null, V4Labels? labels = null)
    {
        ImmutableCredentials owner = await Gateway.Owner.GetCredentialsAsync();
        V4HmacKey key = new(owner.AccessKey, owner.SecretKey, labels ?? Amazon);
        GcsKeySigner signer = new(new GoogleCloudStorageOptions { ServiceUrl = Gateway.Endpoint }, new FixedKeySource(key));
        _signers.Add(signer);
        DateTimeOffset from = DateTimeOffset.FromUnixTimeSeconds((start ?? TimeProvider.System.GetUtcNow().AddMinutes(-1)).ToUnixTimeSeconds());
        return (SignedUrl)await signer.SignAsync(Grants.Of(scope, permission, from, TimeSpan.FromMinutes(10), constraints: constraints),
            CancellationToken.None);
    }

    /// <summary>Google's suite signs the host without its port, and an S3 store goes by the header as it is sent; so it is sent without.</summary>
    private async Task<(HttpStatusCode Status, string Body)> SendAsync(
        SignedUrl key, HttpContent? content = null, Func<string, string>? change = null, HttpMethod? method = null, bool withHeaders = true)
    {
        using HttpRequestMessage request = withHeaders
            ? key.CreateRequest(content)
            : new HttpRequestMessage(key.Method, key.Url) { Content = content };
        request.Method = method ?? request.Method;
        request.RequestUri = new Uri(change?.Invoke(key.Url) ?? key.Url);
        request.Headers.Host = Gateway.Endpoint.Host;
        using HttpResponseMessage response = await Gateway.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
