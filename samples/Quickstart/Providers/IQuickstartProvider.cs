using ValetKey.Samples.Queues.Messages;

namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>A storage service to run the quickstart against. A further cloud is one class and one line in <c>ProviderCatalog</c>.</summary>
internal interface IQuickstartProvider : ISampleStorage
{
    /// <summary>The queue that the quickstart may use, where the service has queues.</summary>
    string Queue => "valetkey-quickstart";

    /// <summary>How the service writes messages into its answers. Asked for only where a key for a queue was issued.</summary>
    IMessageFormat Messages => throw new NotSupportedException($"{Description} has no queues.");

    /// <summary>The client's means of HTTP: nothing of ValetKey or of a cloud's SDK.</summary>
    HttpClient CreateClient() => new();

    /// <summary>A forger's try: the same URL with an end one day later. Where the end stands in a URL is the provider's own.</summary>
    string Prolong(string url);

    /// <summary>The machine-readable reason in the body of a refusal, or null.</summary>
    string? ReasonOf(string body);
}
