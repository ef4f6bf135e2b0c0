using System.Net;

namespace ValetKey.Tests.Samples;

/// <summary>Keys of the sample's signer to all that begins with a prefix, at a real Swift.</summary>
internal sealed class SwiftPrefixTests : SwiftTestBase
{
    [Test]
    public async Task Key_to_a_folder_opens_what_is_in_it()
    {
        SignedQuery read = await SignFolderAsync(Permissions.Read);
        SignedQuery write = await SignFolderAsync(Permissions.Write);
        SignedQuery delete = await SignFolderAsync(Permissions.Delete);

        (await SendAsync(read.CreateRequest(Permissions.Read, Neighbour))).Should().Be(HttpStatusCode.OK);
        (await SendAsync(write.CreateRequest(Permissions.Write, "folder/ö b", new StringContent("new")))).Should().Be(HttpStatusCode.Created);
        (await SendAsync(delete.CreateRequest(Permissions.Delete, "folder/ö b"))).Should().Be(HttpStatusCode.NoContent);
        (await Swift.ListAsync(Container)).Should().NotContain("folder/ö b");
    }

    [Test]
    public async Task Key_to_a_container_opens_what_is_in_it_and_not_what_is_in_another()
    {
        string other = await Swift.CreateContainerAsync();
        await Swift.PutAsync(other, Mine, ContentOf(Mine));
        SignedQuery key = await Issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForContainer(Container), Permissions.Read));

        (await SendAsync(key.CreateRequest(Permissions.Read, NextFolder))).Should().Be(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Get, UrlOf(key, Mine).Replace(Container, other, StringComparison.Ordinal)))
            .Should().Be(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Get, $"{key.BaseUrl}?{key.Query}")).Should().Be(HttpStatusCode.Unauthorized, "the names are not to be listed");
    }

    [TestCase(NextFolder)]
    [TestCase("folder")]
    [TestCase("other")]
    public async Task Key_to_a_folder_opens_nothing_beside_it(string name)
    {
        await Swift.PutAsync(Container, name, ContentOf(name));
        SignedQuery key = await SignFolderAsync(Permissions.Read);

        (await SendAsync(HttpMethod.Get, UrlOf(key, name))).Should().Be(HttpStatusCode.Unauthorized);
    }

    [TestCase("temp_url_prefix=folder%2F", "temp_url_prefix=folder")]
    [TestCase("temp_url_prefix=folder%2F", "temp_url_prefix=")]
    [TestCase("&temp_url_prefix=folder%2F", "")]
    [TestCase("temp_url_expires=1", "temp_url_expires=2")]
    public async Task Altered_query_opens_nothing(string part, string other)
    {
        SignedQuery key = await SignFolderAsync(Permissions.Read);
        string altered = UrlOf(key, Mine).Replace(part, other, StringComparison.Ordinal);

        altered.Should().NotBe(UrlOf(key, Mine));
        (await SendAsync(HttpMethod.Get, altered)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Key_to_an_object_is_none_to_a_folder_of_its_name()
    {
        SignedUrl key = await SignAsync("folder/", Permissions.Read);

        (await SendAsync(HttpMethod.Get, $"{key.Url}&temp_url_prefix=folder%2F".Replace("folder/?", $"{Mine}?", StringComparison.Ordinal)))
            .Should().Be(HttpStatusCode.Unauthorized);
    }

    [Test]
    public async Task Key_to_read_a_folder_does_not_write_there()
    {
        SignedQuery key = await SignFolderAsync(Permissions.Read);

        (await SendAsync(HttpMethod.Put, UrlOf(key, Mine))).Should().Be(HttpStatusCode.Unauthorized);
        (await SendAsync(HttpMethod.Delete, UrlOf(key, Mine))).Should().Be(HttpStatusCode.Unauthorized);
    }

    private static string UrlOf(SignedQuery key, string name) => $"{key.BaseUrl}/{name}?{key.Query}";

    private async Task<SignedQuery> SignFolderAsync(Permissions permission) =>
        await Issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForPrefix(Container, "folder/"), permission));
}
