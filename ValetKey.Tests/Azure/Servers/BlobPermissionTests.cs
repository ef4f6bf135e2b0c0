using System.Net;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>
/// Every permission opens what it says: with each key, in each version of the service, as a URL and as a query. The suite does the same for the
/// newest of each.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BlobPermissionTests : AzureServerTests
{
    private static readonly Signature[] Older = [.. Signature.Every.Except(Signature.Both)];

    private static readonly Permissions[] OfUrls =
        [Permissions.Read, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete, Permissions.List];

    private static readonly Permissions[] OfQueries = [.. OfUrls, Permissions.ReadProperties];

    [TestCaseSource(nameof(Urls))]
    public async Task Url_opens_what_it_says(Signature signature, Permissions permission)
    {
        string folder = await StoreFolderAsync(permission);
        KeyScope scope = permission == Permissions.List ? WholeContainer : Blob(folder + "object");
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(scope, permission);

        await ShouldOpenAsync(key.CreateRequest(ContentFor(permission)), permission, folder);

        SasMisuse.ValueOf(key, "sv").Should().Be(signature.Version);
        SasMisuse.ParametersOf(key).Contains("skoid").Should().Be(signature.Kind == Signature.Kinds.Delegation);
    }

    [TestCaseSource(nameof(Queries))]
    public async Task Query_for_a_container_opens_what_it_says(Signature signature, Permissions permission)
    {
        string folder = await StoreFolderAsync(permission);
        SignedQuery key = await IssueQueryAsync(signature, WholeContainer, permission);

        string name = permission == Permissions.List ? folder : folder + "object";
        await ShouldOpenAsync(key.CreateRequest(permission, name, ContentFor(permission)), permission, folder);
    }

    [TestCaseSource(nameof(BlobQueries))]
    public async Task Query_for_a_blob_opens_what_it_says(Signature signature, Permissions permission)
    {
        string folder = await StoreFolderAsync(permission);
        SignedQuery key = await IssueQueryAsync(signature, Blob(folder + "object"), permission);

        await ShouldOpenAsync(key.CreateRequest(permission, content: ContentFor(permission)), permission, folder);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Query_opens_with_each_of_its_permissions(Signature signature)
    {
        const Permissions Some = Permissions.Read | Permissions.Write | Permissions.Delete | Permissions.List;
        string folder = NewName("");
        SignedQuery key = await IssueQueryAsync(signature, WholeContainer, Some);

        (await SendAsync(key.CreateRequest(Permissions.Write, folder + "one", new StringContent("first")))).Should().Be(HttpStatusCode.Created);
        (await SendAsync(key.CreateRequest(Permissions.Write, folder + "one", new StringContent("second")))).Should().Be(HttpStatusCode.Created);
        (await TextAsync(key.CreateRequest(Permissions.Read, folder + "one"))).Should().Be("second");
        (await TextAsync(key.CreateRequest(Permissions.List, folder))).Should().Contain($"<Name>{folder}one</Name>");
        (await SendAsync(key.CreateRequest(Permissions.Delete, folder + "one"))).Should().Be(HttpStatusCode.Accepted);
        (await ContentOfAsync(folder + "one")).Should().BeNull();
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task List_under_a_folder_names_nothing_else(Signature signature)
    {
        string folder = await StoreFolderAsync(Permissions.List);
        await StoreAsync(folder.Replace("/", "0/", StringComparison.Ordinal) + "strange");
        SignedQuery key = await IssueQueryAsync(signature, WholeContainer, Permissions.List);

        string names = await TextAsync(key.CreateRequest(Permissions.List, folder));

        names.Should().Contain("object</Name>").And.Contain("neighbour</Name>").And.NotContain("strange");
    }

    private static IEnumerable<TestCaseData> Urls() => Cases(OfUrls);

    private static IEnumerable<TestCaseData> Queries() => Cases(OfQueries).Where(test => !IsMistakenByAzurite(test));

    private static IEnumerable<TestCaseData> BlobQueries() => Cases([.. OfQueries.Except([Permissions.List])]);

    private static IEnumerable<TestCaseData> Cases(Permissions[] permissions) =>
        Older.SelectMany(signature => permissions.Select(permission => new TestCaseData(signature, permission)));

    /// <summary>
    /// In old versions Azurite puts the blob's name into the string to sign under a delegation key though the token is for the container, and finds
    /// the signature wrong. A token for the blob works.
    /// </summary>
    private static bool IsMistakenByAzurite(TestCaseData test) =>
        test.Arguments is [Signature { Kind: Signature.Kinds.Delegation } signature, not Permissions.List]
        && string.CompareOrdinal(signature.Version, "2020-12-06") < 0;

    private static StringContent? ContentFor(Permissions permission) =>
        permission is Permissions.Create or Permissions.Write or Permissions.Append ? new StringContent("uploaded") : null;

    private ValueTask<SignedQuery> IssueQueryAsync(Signature signature, KeyScope scope, Permissions permission) =>
        IssuerOf(signature).IssueQueryAsync(new KeyRequest(
            scope, permission == Permissions.ReadProperties ? Permissions.Read | Permissions.ReadProperties : permission));

    /// <summary>A folder with two blobs, one of which can be appended to where that is tried, or is not there where it is to be created.</summary>
    private async Task<string> StoreFolderAsync(Permissions permission)
    {
        string folder = NewName("");
        await StoreAsync(folder + "neighbour");
        if (permission == Permissions.Append)
        {
            await StoreAppendBlobAsync(folder + "object");
        }
        else if (permission != Permissions.Create)
        {
            await StoreAsync(folder + "object");
        }

        return folder;
    }

    private async Task ShouldOpenAsync(HttpRequestMessage request, Permissions permission, string folder)
    {
        string body = await TextAsync(request);

        (await ContentOfAsync(folder + "object")).Should().Be(permission switch
        {
            Permissions.Delete => null,
            Permissions.Create or Permissions.Write => "uploaded",
            Permissions.Append => "storeduploaded",
            _ => "stored",
        });
        (body == "stored").Should().Be(permission == Permissions.Read);
        body.Contains($"<Name>{folder}neighbour</Name>", StringComparison.Ordinal).Should().Be(permission == Permissions.List);
        (await ContentOfAsync(folder + "neighbour")).Should().Be("stored");
    }
}
