using System.Net;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>A key opens the operations of its permission, and Azurite refuses all others, on its own blob and around it.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class BlobMisuseTests : AzureServerTests
{
    private const string Shared = "shared/";

    private static readonly Permissions[] Every =
        [Permissions.Read, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete, Permissions.List];

    [OneTimeSetUp]
    public Task StoreAsync() => StoreFolderAsync(Shared);

    [TestCaseSource(nameof(Uses))]
    public async Task Url_opens_the_operations_of_its_permission_alone(Signature signature, Permissions permission, BlobUse use)
    {
        string folder = await FolderForAsync(use, permission);
        KeyScope scope = permission == Permissions.List ? WholeContainer : Blob(NameOf(use.Target, folder));
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(scope, permission);

        await TryAsync(use, permission, folder, key);
    }

    [TestCaseSource(nameof(Uses))]
    public async Task Query_for_a_container_opens_the_operations_of_its_permission_alone(Signature signature, Permissions permission, BlobUse use)
    {
        string folder = await FolderForAsync(use, permission);
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(WholeContainer, permission));

        await TryAsync(use, permission, folder, key);
    }

    [TestCaseSource(nameof(UsesOfBlobs))]
    public async Task Key_for_the_neighbour_opens_nothing_here(Signature signature, BlobUse use)
    {
        const Permissions All = Permissions.Read | Permissions.Create | Permissions.Write | Permissions.Append | Permissions.Delete;
        SignedQuery key = await IssuerOf(signature).IssueQueryAsync(new KeyRequest(Blob(Shared + "neighbour"), All));

        await TryAsync(use, Permissions.None, Shared, key);
    }

    /// <summary>Why user delegation signs the header: Azurite knows no signed headers, but keeps to the condition.</summary>
    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Key_that_creates_takes_snapshots_unless_there_must_be_no_blob(Signature signature)
    {
        string name = NewName();
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(Blob(name), Permissions.Create);
        (await SendAsync(key.CreateRequest(new StringContent("first")))).Should().Be(HttpStatusCode.Created);
        HttpRequestMessage conditional = new(HttpMethod.Put, $"{key.Url}&comp=snapshot") { Headers = { { "If-None-Match", "*" } } };

        (await SendAsync(conditional)).Should().Be(HttpStatusCode.BadRequest);
        (await StateOfAsync(name)).Should().ContainSingle();
        (await SendAsync(new(HttpMethod.Put, $"{key.Url}&comp=snapshot"))).Should().Be(HttpStatusCode.Created);
        (await StateOfAsync(name)).Should().HaveCount(2);
    }

    private static IEnumerable<TestCaseData> Uses() =>
        from signature in Signature.Both
        from permission in Every
        from use in BlobUse.Every
        select new TestCaseData(signature, permission, use);

    private static IEnumerable<TestCaseData> UsesOfBlobs() =>
        from signature in Signature.Both
        from use in BlobUse.Every
        select new TestCaseData(signature, use);

    private static string NameOf(BlobTarget target, string folder) => folder + target switch
    {
        BlobTarget.NewBlob => "new",
        BlobTarget.AppendBlob => "appended",
        _ => "object",
    };

    /// <summary>What is allowed leaves traces, and has a folder of its own.</summary>
    private async Task<string> FolderForAsync(BlobUse use, Permissions permission)
    {
        if (!use.IsAllowedBy(permission))
        {
            return Shared;
        }

        string folder = NewName("");
        await StoreFolderAsync(folder);
        return folder;
    }

    private async Task StoreFolderAsync(string folder)
    {
        await StoreAsync(folder + "object");
        await StoreAsync(folder + "neighbour");
        await StoreAppendBlobAsync(folder + "appended");
    }

    private async Task TryAsync(BlobUse use, Permissions permission, string folder, IssuedKey key)
    {
        string[] before = await StateOfAsync(folder);

        using HttpRequestMessage request = use.ToRequest(AddressOf(use.Target, folder), SasMisuse.TokenOf(key), AddressOf(BlobTarget.Blob, Shared));
        using HttpResponseMessage response = await Azurite.Client.SendAsync(request);

        if (use.IsAllowedBy(permission))
        {
            response.IsSuccessStatusCode.Should().BeTrue("it answered {0}", response.StatusCode);
            return;
        }

        response.StatusCode.Should().Be(Refused);
        (await StateOfAsync(folder)).Should().Equal(before);
    }

    private string AddressOf(BlobTarget target, string folder) => target switch
    {
        BlobTarget.Account => $"{Azurite.BlobUrl}/",
        BlobTarget.Container => Blobs.Uri.AbsoluteUri,
        _ => UrlOf(NameOf(target, folder)),
    };
}
