using System.Net;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Downloads bear the headers that a key demands, and snapshots are read by keys of their own.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class DownloadTests : AzureServerTests
{
    private static readonly (string Header, string Value, ResponseOverrides Override)[] Overrides =
    [
        ("Cache-Control", "no-store, max-age=0", new() { CacheControl = "no-store, max-age=0" }),
        ("Content-Disposition", "attachment; filename=\"a & b = 100%.txt\"",
            new() { ContentDisposition = "attachment; filename=\"a & b = 100%.txt\"" }),
        ("Content-Encoding", "identity", new() { ContentEncoding = "identity" }),
        ("Content-Language", "de, en", new() { ContentLanguage = "de, en" }),
        ("Content-Type", "text/plain; charset=utf-8", new() { ContentType = "text/plain; charset=utf-8" }),
    ];

    private static IEnumerable<TestCaseData> Headers() =>
        from signature in Signature.Both
        from item in Overrides
        select new TestCaseData(signature, item.Header);

    [TestCaseSource(nameof(Headers))]
    public async Task Override_comes_back(Signature signature, string header)
    {
        (_, string value, ResponseOverrides overrides) = Overrides.Single(item => item.Header == header);
        KeyRequest request = new(Blob(Mine), Permissions.Read) { Constraints = new() { Response = overrides } };
        SignedUrl url = await IssuerOf(signature).IssueUrlAsync(request);
        SignedQuery query = await IssuerOf(signature).IssueQueryAsync(
            request with { Scope = WholeContainer, Permissions = Permissions.Read | Permissions.ReadProperties });

        (await HeaderAsync(url.CreateRequest(), header)).Should().Be(value);
        (await HeaderAsync(query.CreateRequest(Permissions.Read, Mine), header)).Should().Be(value);
        (await HeaderAsync(query.CreateRequest(Permissions.ReadProperties, Neighbour), header)).Should().Be(value);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Url_for_reading_opens_the_properties_too(Signature signature)
    {
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await SendAsync(new HttpRequestMessage(HttpMethod.Head, key.Url))).Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Range_is_read(Signature signature)
    {
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(Neighbour), Permissions.Read);
        HttpRequestMessage request = key.CreateRequest();
        request.Headers.Range = new(0, 4);

        (await TextAsync(request)).Should().Be("neigh");
    }

    [Test]
    public async Task Snapshot_is_read_by_its_key_after_the_blob_has_changed()
    {
        (string name, string snapshot) = await StoreWithSnapshotAsync();
        SignedUrl key = await IssueForSnapshotAsync(name, snapshot, Permissions.Read);

        (await TextAsync(key.CreateRequest())).Should().Be("stored");
    }

    [Test]
    public async Task Snapshot_is_read_by_query()
    {
        (string name, string snapshot) = await StoreWithSnapshotAsync();
        SignedQuery key = await IssuerOf(Signature.FirstKey).IssueQueryAsync(
            new KeyRequest(Blob(name, snapshot), Permissions.Read) { Extras = [new AzureSnapshot()] });

        (await TextAsync(key.CreateRequest(Permissions.Read))).Should().Be("stored");
    }

    [Test]
    public async Task Key_for_a_snapshot_does_not_open_the_blob()
    {
        (string name, string snapshot) = await StoreWithSnapshotAsync();
        SignedUrl key = await IssueForSnapshotAsync(name, snapshot, Permissions.Read);

        (await StatusOfAsync(SasMisuse.Drop(key.Url, "snapshot"))).Should().Be(Refused);
    }

    [Test]
    public async Task Key_for_a_blob_does_not_open_its_snapshot()
    {
        (string name, string snapshot) = await StoreWithSnapshotAsync();
        SignedUrl key = await IssuerOf(Signature.FirstKey).IssueUrlAsync(Blob(name), Permissions.Read);

        (await TextAsync(key.CreateRequest())).Should().Be("changed");
        (await StatusOfAsync($"{key.Url}&snapshot={Uri.EscapeDataString(snapshot)}")).Should().Be(Refused);
    }

    [Test]
    public async Task Key_for_a_snapshot_does_not_open_another()
    {
        (string name, string snapshot) = await StoreWithSnapshotAsync();
        string other = (await Blobs.GetBlockBlobClient(name).CreateSnapshotAsync()).Value.Snapshot;
        SignedUrl key = await IssueForSnapshotAsync(name, snapshot, Permissions.Read);

        string altered = key.Url.Replace(Uri.EscapeDataString(snapshot), Uri.EscapeDataString(other), StringComparison.Ordinal);

        altered.Should().NotBe(key.Url);
        (await StatusOfAsync(altered)).Should().Be(Refused);
    }

    [Test]
    public async Task Snapshot_is_deleted_by_its_key_and_the_blob_stays()
    {
        (string name, string snapshot) = await StoreWithSnapshotAsync();
        SignedUrl key = await IssueForSnapshotAsync(name, snapshot, Permissions.Delete);

        (await SendAsync(key.CreateRequest())).Should().Be(HttpStatusCode.Accepted);

        (await StateOfAsync(name)).Should().ContainSingle();
        (await ContentOfAsync(name)).Should().Be("changed");
    }

    private async Task<(string Name, string Snapshot)> StoreWithSnapshotAsync()
    {
        string name = NewName();
        await StoreAsync(name);
        BlobSnapshotInfo snapshot = await Blobs.GetBlockBlobClient(name).CreateSnapshotAsync();
        await StoreAsync(name, "changed");
        return (name, snapshot.Snapshot);
    }

    private ValueTask<SignedUrl> IssueForSnapshotAsync(string name, string snapshot, Permissions permission) =>
        IssuerOf(Signature.FirstKey).IssueUrlAsync(new KeyRequest(Blob(name, snapshot), permission) { Extras = [new AzureSnapshot()] });

    private async Task<string> HeaderAsync(HttpRequestMessage request, string header)
    {
        using (request)
        {
            using HttpResponseMessage response = await Azurite.Client.SendAsync(request);
            response.StatusCode.Should().Be(HttpStatusCode.OK);
            return response.Headers.Concat(response.Content.Headers)
                .Where(sent => sent.Key.Equals(header, StringComparison.OrdinalIgnoreCase))
                .Select(sent => string.Join(", ", sent.Value))
                .Single();
        }
    }
}
