using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>On Azurite with an account key, whose account gets the rule that the sample prints.</summary>
internal sealed class UploadsAzuriteStore : IUploadsStore
{
    private string _container = "";
    private BlobServiceClient _account = null!;

    public async Task<UploadsSample> StartAsync()
    {
        _account = (await Azurite.RequirePlainAsync()).CreateBlobs();
        Dictionary<string, string> environment = await SampleStores.EnvironmentOfAsync("azure");
        _container = environment["VALETKEY_AZURE_CONTAINER"];
        UploadsSample sample = await UploadsSample.StartAsync("azure", environment);
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
