using System.Net;
using Amazon.S3;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>What the suite cannot show of signed URLs: a stranger's signature, and an end in real time.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerUrlPermissionTests : S3ServerTests
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;

    private static readonly Permissions[] Every =
        [Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Delete, Permissions.List];

    [TestCaseSource(nameof(Every))]
    public async Task Url_signed_by_a_stranger_is_refused(Permissions permission)
    {
        string folder = await StoreFolderAsync(permission);

        HttpStatusCode status = await SendAsync(await RequestAsync(StrangersIssuer, permission, folder));

        status.Should().Be(HttpStatusCode.Forbidden);
        await ShouldBeUnchangedAsync(folder, permission);
    }

    [Test]
    public async Task Urls_end_when_they_say()
    {
        await Task.WhenAll(Every.Select(async permission =>
        {
            string folder = await StoreFolderAsync(permission);
            SignedUrl key = await Issuer.IssueUrlAsync(
                new KeyRequest(ScopeOf(permission, folder), permission) { Lifetime = TimeSpan.FromSeconds(1) });

            await WaitUntilAsync(key.ExpiresAt.AddSeconds(1));
            HttpStatusCode status = await SendAsync(key.CreateRequest(ContentFor(permission)));

            status.Should().Be(HttpStatusCode.Forbidden, "{0} has ended", permission);
            await ShouldBeUnchangedAsync(folder, permission);
        }));
    }

    [Test]
    public async Task Where_the_gateway_keeps_versions_it_does_not_hold_a_key_to_creating()
    {
        string bucket = await Gateway.CreateBucketAsync();
        await Owner.PutBucketVersioningAsync(new() { BucketName = bucket, VersioningConfig = new() { Status = VersionStatus.Enabled } });
        await Owner.PutObjectAsync(new() { BucketName = bucket, Key = "object", ContentBody = "stored" });
        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForObject(bucket, "object"), Permissions.Create);

        HttpStatusCode status = await SendAsync(key.CreateRequest(new StringContent("another")));

        status.Should().Be(HttpStatusCode.OK, "that is what THREAT_MODEL.md warns of");
    }

    private static StringContent? ContentFor(Permissions permission) => (permission & Stores) != 0 ? new StringContent("uploaded") : null;

    private KeyScope ScopeOf(Permissions permission, string folder) => permission == Permissions.List
        ? KeyScope.ForPrefix(Bucket, $"{folder}tenant1/")
        : Object($"{folder}tenant1/object");

    private async Task<HttpRequestMessage> RequestAsync(IValetKeyIssuer issuer, Permissions permission, string folder)
    {
        SignedUrl key = await issuer.IssueUrlAsync(ScopeOf(permission, folder), permission);
        return key.CreateRequest(ContentFor(permission));
    }

    /// <summary>A folder with two objects of a tenant and one of another; what is to be created is not there.</summary>
    private async Task<string> StoreFolderAsync(Permissions permission)
    {
        string folder = NewName(end: "");
        await StoreAsync($"{folder}tenant1/neighbour");
        await StoreAsync($"{folder}tenant10/object");
        if (permission != Permissions.Create)
        {
            await StoreAsync($"{folder}tenant1/object");
        }

        return folder;
    }

    private async Task ShouldBeUnchangedAsync(string folder, Permissions permission)
    {
        string[] names = permission == Permissions.Create
            ? ["tenant1/neighbour", "tenant10/object"]
            : ["tenant1/neighbour", "tenant1/object", "tenant10/object"];
        (await UnchangedNamesAsync(folder)).Should().Equal(names);
    }
}
