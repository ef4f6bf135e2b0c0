using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>
/// Temporary credentials of several permissions, used with AWS's own SDK, do what the key says, and the gateway refuses all else.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SessionCredentialTests : S3ServerTests
{
    private const Permissions All = Permissions.Read | Permissions.Write | Permissions.Delete | Permissions.List;

    private string _other = null!;
    private string _folder = null!;

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        _folder = await StoreFolderAsync();
        _other = await Gateway.CreateBucketAsync();
        await Owner.PutObjectAsync(new() { BucketName = _other, Key = _folder + "tenant1/object", ContentBody = "stored" });
    }

    [TestCaseSource(nameof(Uses))]
    public async Task Credentials_open_what_they_say_and_nothing_else(ResourceKinds scope, Permissions permissions, SdkUse use)
    {
        string folder = use.Needs is Permissions.Write or Permissions.Delete ? await StoreFolderAsync() : _folder;
        using IAmazonS3 s3 = await ClientAsync(new KeyRequest(ScopeOf(scope, folder), permissions));

        HttpStatusCode status = await use.TryAsync(s3, Bucket, _other, folder);

        bool isAllowed = use.IsAllowed(scope, permissions);
        status.Should().Be(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
        if (!isAllowed)
        {
            (await UnchangedNamesAsync(folder)).Should().Equal("tenant1/neighbour", "tenant1/object", "tenant10/object");
        }
    }

    [TestCase("a*c", "abc")]
    [TestCase("a*", "abc")]
    [TestCase("a?c", "abc")]
    [TestCase("*", "anything")]
    [TestCase("${*}", "abc")]
    [TestCase("$*", "$abc")]
    public async Task Wildcard_in_a_name_opens_no_neighbour(string name, string neighbour)
    {
        string folder = NewName("");
        await StoreAsync(folder + neighbour);
        using IAmazonS3 s3 =
            await ClientAsync(AmazonRoleIssuer, new KeyRequest(Object(folder + name), Permissions.Read | Permissions.Delete | Permissions.Write));

        HttpStatusCode read = await StatusAsync(() => s3.GetObjectAsync(Bucket, folder + neighbour));
        HttpStatusCode deleted = await StatusAsync(() => s3.DeleteObjectAsync(Bucket, folder + neighbour));

        (read, deleted).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
        (await ContentOfAsync(folder + neighbour)).Should().Be("stored");
    }

    [TestCase("t*/", "tenant/")]
    [TestCase("t?nant/", "tenant/")]
    [TestCase("$/", "S/")]
    public async Task Wildcard_in_a_prefix_opens_no_neighbour(string prefix, string neighbour)
    {
        string folder = NewName("");
        await StoreAsync(folder + neighbour + "object");
        using IAmazonS3 s3 =
            await ClientAsync(AmazonRoleIssuer, new KeyRequest(KeyScope.ForPrefix(Bucket, folder + prefix), Permissions.Read | Permissions.List));

        HttpStatusCode read = await StatusAsync(() => s3.GetObjectAsync(Bucket, folder + neighbour + "object"));
        HttpStatusCode listed = await StatusAsync(() => s3.ListObjectsV2Async(new() { BucketName = Bucket, Prefix = folder + neighbour }));

        (read, listed).Should().Be((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden));
    }

    [TestCase("with space")]
    [TestCase("a+b%20c")]
    [TestCase("käse 🗝️ \"q\" <x>&")]
    [TestCase("it's/a//b#&=")]
    public async Task Odd_name_is_opened(string name)
    {
        string whole = NewName(name);
        await StoreAsync(whole);
        using IAmazonS3 s3 = await ClientAsync(new KeyRequest(Object(whole), Permissions.Read | Permissions.Delete));

        HttpStatusCode status = await StatusAsync(() => s3.GetObjectAsync(Bucket, whole));

        status.Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Credentials_without_their_token_are_nobodys()
    {
        TemporaryCredentials key = await RoleIssuer.IssueCredentialsAsync(new KeyRequest(Object(Mine), Permissions.Read));
        using IAmazonS3 s3 = Gateway.CreateS3(new BasicAWSCredentials(key.AccessKeyId, key.SecretAccessKey));

        (await StatusAsync(() => s3.GetObjectAsync(Bucket, Mine))).Should().Be(HttpStatusCode.Forbidden);
    }

    private static IEnumerable<TestCaseData> Uses() =>
        from scope in new[] { ResourceKinds.Object, ResourceKinds.Prefix, ResourceKinds.Container }
        from permissions in new[] { Permissions.Read | Permissions.ReadProperties | Permissions.Write, All }
        where scope != ResourceKinds.Object || (permissions & Permissions.List) == 0
        from use in SdkUse.Every
        select new TestCaseData(scope, permissions, use);

    private static async Task<HttpStatusCode> StatusAsync(Func<Task> call)
    {
        try
        {
            await call();
            return HttpStatusCode.OK;
        }
        catch (AmazonServiceException fault)
        {
            return fault.StatusCode;
        }
    }

    private KeyScope ScopeOf(ResourceKinds kind, string folder) => kind switch
    {
        ResourceKinds.Object => Object(folder + "tenant1/object"),
        ResourceKinds.Prefix => KeyScope.ForPrefix(Bucket, folder + "tenant1/"),
        _ => KeyScope.ForContainer(Bucket),
    };

    private Task<IAmazonS3> ClientAsync(KeyRequest request) => ClientAsync(RoleIssuer, request);

    private async Task<IAmazonS3> ClientAsync(IValetKeyIssuer issuer, KeyRequest request)
    {
        TemporaryCredentials key = await issuer.IssueCredentialsAsync(request);
        return Gateway.CreateS3(new SessionAWSCredentials(key.AccessKeyId, key.SecretAccessKey, key.SessionToken), new Uri(key.ServiceUrl!));
    }

    private async Task<string> StoreFolderAsync()
    {
        string folder = NewName("");
        await StoreAsync(folder + "tenant1/object");
        await StoreAsync(folder + "tenant1/neighbour");
        await StoreAsync(folder + "tenant10/object");
        return folder;
    }
}
