using System.Net;
using ValetKey.Tests.Aws.Servers.Support;

namespace ValetKey.Tests.Aws.Servers;

/// <summary>A signed URL opens one request, and the gateway refuses every other.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class S3ServerUrlPermissionTests : S3ServerTests
{
    private const Permissions Stores = Permissions.Create | Permissions.Write;

    private static readonly Permissions[] Every =
        [Permissions.Read, Permissions.ReadProperties, Permissions.Create, Permissions.Write, Permissions.Delete, Permissions.List];

    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.MethodNotAllowed];

    [TestCaseSource(nameof(Every))]
    public async Task Url_opens_what_it_says(Permissions permission)
    {
        string folder = await StoreFolderAsync(permission);

        using HttpRequestMessage request = await RequestAsync(Issuer, permission, folder);
        using HttpResponseMessage response = await Gateway.Client.SendAsync(request);

        response.IsSuccessStatusCode.Should().BeTrue("it answered {0}", response.StatusCode);
        string body = await response.Content.ReadAsStringAsync();
        (await ContentOfAsync($"{folder}tenant1/object")).Should().Be(permission switch
        {
            Permissions.Delete => null,
            Permissions.Create or Permissions.Write => "uploaded",
            _ => "stored",
        });
        body.Contains("stored", StringComparison.Ordinal).Should().Be(permission == Permissions.Read);
        body.Contains("tenant1/neighbour", StringComparison.Ordinal).Should().Be(permission == Permissions.List);
        body.Should().NotContain("tenant10");
    }

    [TestCaseSource(nameof(Misuses))]
    public async Task Misused_url_is_refused_and_changes_nothing(Permissions permission, UrlMisuse misuse)
    {
        string folder = await StoreFolderAsync(permission);
        HttpRequestMessage request = await RequestAsync(Issuer, permission, folder);

        misuse.Apply(request);
        HttpStatusCode status = await SendAsync(request);

        status.Should().BeOneOf(Refusals);
        await ShouldBeUnchangedAsync(folder, permission);
    }

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
    public async Task Create_does_not_overwrite()
    {
        string folder = await StoreFolderAsync(Permissions.Write);

        HttpStatusCode status = await SendAsync(await RequestAsync(Issuer, Permissions.Create, folder));

        status.Should().Be(HttpStatusCode.PreconditionFailed);
        (await ContentOfAsync($"{folder}tenant1/object")).Should().Be("stored");
    }

    [TestCase(null)]
    [TestCase("\"0123456789abcdef\"")]
    public async Task Create_without_its_condition_does_not_overwrite(string? condition)
    {
        string folder = await StoreFolderAsync(Permissions.Write);
        HttpRequestMessage request = await RequestAsync(Issuer, Permissions.Create, folder);

        request.Headers.Remove("If-None-Match");
        if (condition is not null)
        {
            request.Headers.Add("If-None-Match", condition);
        }

        (await SendAsync(request)).Should().Be(HttpStatusCode.Forbidden);
        (await ContentOfAsync($"{folder}tenant1/object")).Should().Be("stored");
    }

    [Test]
    public async Task Create_works_once_only()
    {
        string folder = await StoreFolderAsync(Permissions.Create);
        SignedUrl key = await Issuer.IssueUrlAsync(Object($"{folder}tenant1/object"), Permissions.Create);

        HttpStatusCode first = await SendAsync(key.CreateRequest(new StringContent("first")));
        HttpStatusCode second = await SendAsync(key.CreateRequest(new StringContent("second")));

        (first, second).Should().Be((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed));
        (await ContentOfAsync($"{folder}tenant1/object")).Should().Be("first");
    }

    [Test]
    public async Task Container_is_listed_whole()
    {
        string folder = await StoreFolderAsync(Permissions.List);
        SignedUrl key = await Issuer.IssueUrlAsync(KeyScope.ForContainer(Bucket), Permissions.List);

        string body = await Gateway.Client.GetStringAsync(key.ToUri());

        body.Should().Contain($"{Mine}<").And.Contain("<Contents>");
        folder.Should().NotBeEmpty();
    }

    private static IEnumerable<TestCaseData> Misuses() =>
        Every.SelectMany(permission => UrlMisuse.For(permission).Select(misuse => new TestCaseData(permission, misuse)));

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
