using System.Collections.Concurrent;
using System.Net;
using ValetKey.Testing;

namespace ValetKey.Tests.Conformance.Delivery;

/// <summary>
/// A delivery network in front of an origin: a stand-in without sockets, since such a network is reached at the port of https alone. It allows GET
/// and HEAD, as its owner is told to set it up.
/// </summary>
internal abstract class DeliveryHarness : SignerHarness
{
    protected const string Host = "cdn.example.com";

    private readonly ConcurrentDictionary<(string Container, string Name), StoredObject> _origin = new();

    protected DeliveryHarness() => Client = new HttpClient(new Edge(this));

    public override HttpClient Client { get; }

    public override string Container => "mine";

    public override string OtherContainer => "others";

    /// <summary>None: the networks read no header of a request that would widen it.</summary>
    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd => [];

    public override ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        _origin[(container, name)] = stored;
        return ValueTask.FromResult<string?>(null);
    }

    public override ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_origin.GetValueOrDefault((container, name)));

    public override ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. _origin.Keys.Where(key => key.Container == container && key.Name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(key => key.Name)]);

    public override string ToScheme(string url, string scheme) => $"{scheme}{url[url.IndexOf("://", StringComparison.Ordinal)..]}";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Client.Dispose();
    }

    /// <summary>Whether the network lets a request through to the origin.</summary>
    protected abstract bool Opens(HttpRequestMessage request);

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        if (request.Headers.Host is { } host && host != Host)
        {
            return new HttpResponseMessage(HttpStatusCode.Forbidden); // Another's distribution, if it is any.
        }

        string path = request.RequestUri!.OriginalString.Split('?')[0].Split("://")[1];
        string[] parts = path.Split('/', 3);
        if ((request.Method != HttpMethod.Get && request.Method != HttpMethod.Head) || !Opens(request))
        {
            return new HttpResponseMessage(HttpStatusCode.Forbidden);
        }

        return parts.Length == 3 && _origin.TryGetValue((parts[1], Uri.UnescapeDataString(parts[2])), out StoredObject? found)
            ? new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : found.Content.ToArray()),
            }
            : new HttpResponseMessage(HttpStatusCode.NotFound);
    }

    private sealed class Edge(DeliveryHarness harness) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(harness.Answer(request));
    }
}
