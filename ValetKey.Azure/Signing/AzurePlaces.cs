using System.Collections.Concurrent;
using System.Text;
using ValetKey.Azure.Accounts;

namespace ValetKey.Azure.Signing;

/// <summary>Finds containers and queues.</summary>
internal sealed class AzurePlaces(AzureAccount account, IDictionary<string, string> names)
{
    private readonly ConcurrentDictionary<string, SasPlace> _containers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SasPlace> _queues = new(StringComparer.Ordinal);

    /// <exception cref="ValetKeyException">It is no container's or queue's name.</exception>
    public SasPlace Of(KeyScope scope)
    {
        ConcurrentDictionary<string, SasPlace> known = scope.Kind == ResourceKinds.Queue ? _queues : _containers;
        return known.TryGetValue(scope.Container, out SasPlace? place) ? place : known.GetOrAdd(scope.Container, Resolve(scope));
    }

    private SasPlace Resolve(KeyScope scope)
    {
        bool isQueue = scope.Kind == ResourceKinds.Queue;
        string name = names.TryGetValue(scope.Container, out string? behind) ? behind : scope.Container;
        if ((isQueue ? AzureNames.FaultOfQueue(name) : AzureNames.FaultOfContainer(name)) is { } fault)
        {
            throw ValetKeyException.InvalidRequest($"The {(isQueue ? "queue" : "container")} '{name}' {fault}.");
        }

        Uri service = isQueue ? account.PublicQueueUri : account.PublicBlobUri;
        // A host with letters of other scripts is written as name servers know it.
        string host = service.HostNameType == UriHostNameType.Dns ? service.IdnHost : service.Host;
        string authority = service.IsDefaultPort ? host : $"{host}:{service.Port}";
        string url = $"{service.Scheme}://{authority}{service.AbsolutePath.TrimEnd('/')}/{name}";
        string canonical = $"/{(isQueue ? "queue" : "blob")}/{account.Name}/{name}";
        return new SasPlace(url, Encoding.ASCII.GetBytes(url), Encoding.ASCII.GetBytes(canonical), service.Scheme == Uri.UriSchemeHttps);
    }
}
