using System.Net;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>Names that escaping gets wrong are listed, and reach the store as they are in every kind of place.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class GcsServerOddNameTests : GcsServerTests
{
    private static readonly string[] Names = [.. FolderNames.Odd, new string('x', 1022) + "é"];

    [TestCaseSource(typeof(FolderNames), nameof(FolderNames.Odd))]
    public async Task Folder_with_the_name_is_listed(string name)
    {
        string folder = NewName(name) + "/";
        Store(folder + "listed");
        SignedUrl list = await Issuer.IssueUrlAsync(KeyScope.ForPrefix(Bucket, folder), Permissions.List);

        (await Server.Client.GetStringAsync(list.ToUri())).Should().Contain("listed</Key>").And.Contain("<KeyCount>1</KeyCount>");
    }

    [TestCaseSource(nameof(Names))]
    public async Task Name_round_trips_before_the_hosts_name_and_over_plain_http(string name)
    {
        await using GcsIssuer virtualHosted = GcsIssuer.Create(Server, options => options.UrlStyle = GcsUrlStyle.VirtualHosted);
        await using GcsIssuer emulated = GcsIssuer.Create(Server, options =>
        {
            options.ServiceUrl = null;
            options.EmulatorHost = Server.Endpoint.Authority;
        });
        string ownName = "v" + name[1..];

        SignedUrl write = await virtualHosted.Issuer.IssueUrlAsync(Object(ownName), Permissions.Create);
        SignedUrl read = await emulated.Issuer.IssueUrlAsync(Object(ownName), Permissions.Read);

        write.Url.Should().StartWith($"https://{Bucket}.storage.localhost:");
        read.Url.Should().StartWith($"http://127.0.0.1:");
        (await SendAsync(write.CreateRequest(Content(name)))).Should().Be(HttpStatusCode.OK);
        (await Server.Client.GetStringAsync(read.ToUri())).Should().Be(name);
    }

    [Test]
    public async Task Host_that_serves_one_bucket_opens_it()
    {
        Server.Service.BoundHosts["media.storage.localhost"] = Bucket;
        await using GcsIssuer issuer = GcsIssuer.Create(
            Server, options => options.BucketBoundUrls[Bucket] = new Uri($"https://media.storage.localhost:{Server.TlsEndpoint.Port}"));
        string name = NewName();

        SignedUrl write = await issuer.Issuer.IssueUrlAsync(Object(name), Permissions.Create);

        (await SendAsync(write.CreateRequest(Content("1")))).Should().Be(HttpStatusCode.OK);
        ContentOf(name).Should().Be("1");
    }
}
