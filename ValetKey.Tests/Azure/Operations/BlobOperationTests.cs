using ValetKey.Providers;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>Tests of what the application itself does with blobs, held against Azurite by account key and by Entra ID.</summary>
/// <remarks>
/// Azurite keeps conditions on what is read, on the source of a copy and on a block list, and discards blocks as Azure does. It does not look at
/// roles, takes no credentials of a source but a shared access signature, and says of one that is gone that it has changed.
/// </remarks>
internal abstract class BlobOperationTests(Signature.Kinds kind) : AzureServerTests
{
    protected IStorageOperations Operations => Issuer.Operations;

    /// <summary>Gets the issuer. Azurite refuses requests of a version that is newer than itself, so it is told that it is the emulator.</summary>
    protected AzuriteIssuer Issuer { get; private set; } = null!;

    [OneTimeSetUp]
    public void CreateIssuer() => Issuer = Keep(AzuriteIssuer.Create(Azurite, Signature, options => options.UseEmulator = true));

    protected Signature Signature { get; } = Signature.Both.Single(signature => signature.Kind == kind);

    protected static byte[] NewContent(int length)
    {
        byte[] content = new byte[length];
        Random.Shared.NextBytes(content);
        return content;
    }

    protected async Task<StorageObject> FoundAsync(string name) => (await Operations.FindAsync(Container, name))!;

    protected async Task<StorageObject> StagedAsync(byte[] content)
    {
        string name = NewName("staged");
        await StoreAsync(name, content);
        return await FoundAsync(name);
    }

    protected Task StoreAsync(string name, byte[] content) => Blobs.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    protected async Task<byte[]> BytesOfAsync(string name) => (await Blobs.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToArray();

    protected async Task<bool> IsThereAsync(string name) => await Blobs.GetBlobClient(name).ExistsAsync();

    /// <summary>An upload of parts that clients have put with keys for them.</summary>
    protected async Task<PartUpload> UploadAsync(string name, params byte[][] parts)
    {
        PartUpload upload = await Operations.BeginPartsAsync(Container, name);
        for (int number = 1; number <= parts.Length; number++)
        {
            await PutPartAsync(upload, number, parts[number - 1]);
        }

        return upload;
    }

    protected async Task PutPartAsync(PartUpload upload, int number, byte[] content)
    {
        SignedUrl key = await Issuer.Issuer.IssueUrlAsync(Operations.ScopeOfPart(upload, number), Permissions.Write);
        using HttpRequestMessage request = key.CreateRequest();
        request.Content = new ByteArrayContent(content);
        using HttpResponseMessage answer = await Azurite.Client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
