using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>On Azurite with an account key, whose account gets the rule that the sample prints.</summary>
internal sealed class UploadsAzuriteStore : IUploadsStore
{
    private readonly string _container = $"valetkey-{Guid.NewGuid():n}";

    private BlobServiceClient _account = null!;

    public async Task<UploadsSample> StartAsync()
    {
        Azurite azurite = await Azurite.RequirePlainAsync();
        _account = azurite.CreateBlobs();
        UploadsSample sample = await UploadsSample.StartAsync("azure", new Dictionary<string, string>
        {
            ["AZURE_STORAGE_CONNECTION_STRING"] =
                $"DefaultEndpointsProtocol=http;AccountName={azurite.Account.Name};AccountKey={azurite.Account.Key1};"
                + $"BlobEndpoint={azurite.BlobUrl};QueueEndpoint={azurite.QueueUrl}",
            ["VALETKEY_AZURE_CONTAINER"] = _container,
            ["VALETKEY_AZURE_QUEUE"] = _container,
        });
        await PrintedRule.AddAsync(_account, sample.Output.Split('\n').Single(line => line.StartsWith("az ", StringComparison.Ordinal)));
        return sample;
    }

    public async Task<IReadOnlyList<string>> StagedAsync(UploadsSample sample)
    {
        List<string> names = [];
        await foreach (BlobItem blob in _account.GetBlobContainerClient(_container).GetBlobsAsync(
            BlobTraits.None, BlobStates.Uncommitted, ".staging/", CancellationToken.None))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public void Dispose()
    {
    }
}
