using System.Collections.Concurrent;
using System.Net;
using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>Tests that hold keys for Azure against Azurite, with a plain client.</summary>
/// <remarks>
/// <para>
/// Where Azurite refuses, the tests show that the signature binds and that the permission is no wider; where it opens, that the token is as the
/// service wants it. What it does not check, so that nothing here can show it: the client's address; an expiry after that of the delegation key; the
/// roles behind a delegation key; the order of the permissions' letters; the right to read what is copied; the right to set tags with an upload.
/// </para>
/// <para>
/// What it does not have: directories, versions, encryption scopes, signed headers and query parameters, correlation ids, authorised and delegated
/// users, snapshots and queues under a delegation key. For these there are vectors and the comparison with Azure's SDK.
/// </para>
/// </remarks>
internal abstract class AzureServerTests : AzuriteTestBase
{
    protected const HttpStatusCode Refused = HttpStatusCode.Forbidden;

    private readonly ConcurrentBag<AzuriteIssuer> _issuers = [];
    private readonly ConcurrentDictionary<Signature, IValetKeyIssuer> _bySignature = new();

    [OneTimeTearDown]
    public async Task DisposeAsync()
    {
        foreach (AzuriteIssuer issuer in _issuers)
        {
            await issuer.DisposeAsync();
        }
    }

    protected static string NewName(string end = "object") => $"{Guid.NewGuid():n}/{end}";

    protected IValetKeyIssuer IssuerOf(Signature signature) =>
        _bySignature.GetOrAdd(signature, wanted => Keep(AzuriteIssuer.Create(Azurite, wanted)).Issuer);

    protected AzuriteIssuer Keep(AzuriteIssuer issuer)
    {
        _issuers.Add(issuer);
        return issuer;
    }

    protected KeyScope Blob(string name, string? version = null) => KeyScope.ForObject(Container, name, version);

    protected KeyScope WholeContainer => KeyScope.ForContainer(Container);

    protected Task StoreAsync(string name, string content = "stored") => PutAsync(name, content);

    protected async Task StoreAppendBlobAsync(string name, string content = "stored")
    {
        AppendBlobClient blob = Blobs.GetAppendBlobClient(name);
        await blob.CreateAsync();
        await blob.AppendBlockAsync(BinaryData.FromString(content).ToStream());
    }

    /// <summary>The stored content, or null where there is no such blob.</summary>
    protected async Task<string?> ContentOfAsync(string name)
    {
        try
        {
            return await ReadAsync(name);
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return null;
        }
    }

    /// <summary>All that the owner sees in a folder, but for content whose tag is the same.</summary>
    protected async Task<string[]> StateOfAsync(string folder)
    {
        List<string> blobs = [];
        GetBlobsOptions everything = new()
        {
            Prefix = folder,
            Traits = BlobTraits.Metadata | BlobTraits.Tags,
            States = BlobStates.Snapshots | BlobStates.Uncommitted,
        };
        await foreach (BlobItem blob in Blobs.GetBlobsAsync(everything))
        {
            BlobItemProperties properties = blob.Properties;
            blobs.Add($"{blob.Name} {blob.Snapshot} {properties.ETag} {properties.ContentLength} {properties.ContentType} {properties.AccessTier} "
                + $"{properties.LeaseState} {string.Join(',', blob.Metadata)} {string.Join(',', blob.Tags ?? new Dictionary<string, string>())}");
        }

        return [.. blobs];
    }

    protected async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Azurite.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    protected async Task<string> TextAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Azurite.Client.SendAsync(request);
            response.IsSuccessStatusCode.Should().BeTrue("it answered {0}", response.StatusCode);
            return await response.Content.ReadAsStringAsync();
        }
    }
}
