using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace ValetKey.Azure.Operations;

/// <summary>Finds containers and blobs by the application's names for them.</summary>
internal sealed class BlobPlaces(BlobServiceClient service, IDictionary<string, string> names)
{
    private readonly ContainerMap<BlobContainerClient> _containers = new(names, (_, name) => AzureNames.FaultOfContainer(name) is { } fault
        ? throw new ArgumentException($"The container '{name}' {fault}.")
        : service.GetBlobContainerClient(name));

    /// <exception cref="ArgumentException">It is no container's name.</exception>
    public BlobContainerClient Container(string container) => _containers.Find(KeyScope.ForContainer(container).Container);

    /// <exception cref="ArgumentException">Azure does not take the name, or may take it for another.</exception>
    public BlockBlobClient Blob(string container, string name)
    {
        KeyScope scope = KeyScope.ForObject(container, name);
        if (AzureNames.FaultOf(scope) is { } fault)
        {
            throw new ArgumentException($"The name in {scope} {fault}.", nameof(name));
        }

        BlockBlobClient blob = Container(container).GetBlockBlobClient(name);
        return blob.Name == name ? blob : throw new ArgumentException(
            $"The name in {scope} begins or ends with a slash, which the application's {nameof(BlobServiceClient)} drops: set "
            + $"{nameof(BlobClientOptions.TrimBlobNameSlashes)} of its options to false.",
            nameof(name));
    }
}
