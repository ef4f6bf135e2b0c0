using System.Text;
using ValetKey.Azure.Accounts;
using ValetKey.Providers;

namespace ValetKey.Azure.Signing;

/// <summary>Finds containers and queues.</summary>
internal sealed class AzurePlaces(AzureAccount account, IDictionary<string, string> names)
{
    private readonly ContainerMap<SasPlace> _containers = new(
        names, (_, name) => Find("container", AzureNames.FaultOfContainer(name), account.PublicBlobUri, $"/blob/{account.Name}", name));

    private readonly ContainerMap<SasPlace> _queues = new(
        names, (_, name) => Find("queue", AzureNames.FaultOfQueue(name), account.PublicQueueUri, $"/queue/{account.Name}", name));

    /// <exception cref="ValetKeyException">It is no container's or queue's name.</exception>
    public SasPlace Of(KeyScope scope) => (scope.Kind == ResourceKinds.Queue ? _queues : _containers).Find(scope.Container);

    private static SasPlace Find(string kind, string? fault, Uri service, string canonical, string name)
    {
        if (fault is not null)
        {
            throw ValetKeyException.InvalidRequest($"The {kind} '{name}' {fault}.");
        }

        string url = $"{EndpointUrl.BaseOf(service)}/{name}";
        return new SasPlace(url, Encoding.ASCII.GetBytes(url), Encoding.ASCII.GetBytes($"{canonical}/{name}"), service.Scheme == Uri.UriSchemeHttps);
    }
}
