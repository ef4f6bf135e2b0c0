using System.Xml.Linq;
using Azure;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Servers;
using QueueMessage = ValetKey.Testing.QueueMessage;

namespace ValetKey.Tests.Conformance.Azure;

/// <summary>Azurite over https, with two containers of the harness's own. Who signs is for the derived class to say.</summary>
internal abstract class AzuriteHarness : SignerHarness
{
    private const string Secret = "secret";

    private readonly string _id = Guid.NewGuid().ToString("n");
    private BlobServiceClient _blobs = null!;
    private QueueServiceClient _queues = null!;

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.RealServer, "Azurite");

    public override SignerCapabilities Capabilities => AzureCapabilities.Create(Features);

    public override IReadOnlyList<KnownGap> Gaps => AzuriteGaps.Common;

    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd =>
    [
        new("x-ms-copy-source", $"{Azurite.BlobUrl}/{OtherContainer}/{Secret}"),
        new("x-ms-meta-added", "yes"),
        new("x-ms-tags", "added=yes"),
        new("x-ms-access-tier", "Cool"),
        new("x-ms-encryption-scope", "added"),
        new("x-ms-blob-cache-control", "max-age=31536000"),
        new("x-ms-lease-id", "11111111-1111-1111-1111-111111111111"),
        new("x-ms-blob-public-access", "container"),
    ];

    /// <summary>Each operation is a parameter, so they are told apart here by its value.</summary>
    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } =
    [
        new("comp=metadata", ""), new("comp=properties", ""), new("comp=tags", ""), new("comp=acl", ""), new("comp=lease", ""), new("comp=tier", ""),
        new("comp=snapshot", ""), new("comp=blocklist", ""), new("comp=block&blockid=MDE%3D", ""), new("comp=list", ""), new("restype=container", ""),
        new("snapshot", "2026-01-01T00:00:00.0000000Z"), new("versionid", "2026-01-01T00:00:00.0000000Z"),
        new("sp", "racwdl"), new("sr", "c"), new("si", "policy"), new("sip", "127.0.0.1"), new("rsct", "text/html"), new("rscd", "inline"),
    ];

    public override bool HasOperations => true;

    public override HttpClient Client => Azurite.Client;

    public override string Container => $"mine-{_id}";

    public override string OtherContainer => $"others-{_id}";

    /// <summary>What <see cref="Capabilities"/> follow from.</summary>
    protected abstract AzureFeatures Features { get; }

    protected Azurite Azurite { get; private set; } = null!;

    public override async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        Azurite = await Azurite.RequireAsync();
        _blobs = Azurite.CreateBlobs();
        _queues = Azurite.CreateQueues();
        await _blobs.CreateBlobContainerAsync(Container, cancellationToken: cancellationToken);
        await _blobs.CreateBlobContainerAsync(OtherContainer, cancellationToken: cancellationToken);
        await BlobOf(OtherContainer, Secret).UploadAsync(BinaryData.FromString(Secret), cancellationToken);
    }

    public override void Register(IValetKeyBuilder builder, string name) => builder.AddAzureStorage(name, Connect);

    public override async ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        BlobUploadOptions options = new() { HttpHeaders = new BlobHttpHeaders { ContentType = stored.ContentType } };
        await BlobOf(container, name).UploadAsync(BinaryData.FromBytes(stored.Content), options, cancellationToken);
        return null;
    }

    public override async ValueTask PutAppendableAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        AppendBlobClient blob = _blobs.GetBlobContainerClient(container).GetAppendBlobClient(name);
        await blob.CreateAsync(cancellationToken: cancellationToken);
        await blob.AppendBlockAsync(BinaryData.FromBytes(stored.Content).ToStream(), cancellationToken: cancellationToken);
    }

    public override async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await BlobOf(container, name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    public override async ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        try
        {
            return new StoredObject((await BlobOf(container, name).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory());
        }
        catch (RequestFailedException fault) when (fault.Status == 404)
        {
            return null;
        }
    }

    public override async ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (BlobItem blob in _blobs.GetBlobContainerClient(container)
            .GetBlobsAsync(new GetBlobsOptions { Prefix = prefix }, cancellationToken))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    public override async ValueTask<string> CreateQueueAsync(CancellationToken cancellationToken)
    {
        string name = $"queue-{Guid.NewGuid():n}";
        await _queues.CreateQueueAsync(name, cancellationToken: cancellationToken);
        return name;
    }

    public override async ValueTask SendAsync(string queue, string text, CancellationToken cancellationToken) =>
        await _queues.GetQueueClient(queue).SendMessageAsync(text, cancellationToken);

    public override async ValueTask<IReadOnlyList<string>> PeekAsync(string queue, CancellationToken cancellationToken)
    {
        PeekedMessage[] messages = await _queues.GetQueueClient(queue).PeekMessagesAsync(32, cancellationToken);
        return [.. messages.Select(message => message.MessageText)];
    }

    public override IReadOnlyList<QueueMessage> ReadMessages(string body) =>
    [
        .. XDocument.Parse(body[body.IndexOf('<', StringComparison.Ordinal)..]).Descendants("QueueMessage").Select(message => new QueueMessage(
            message.Element("MessageId")!.Value, message.Element("PopReceipt")?.Value ?? "", message.Element("MessageText")!.Value)),
    ];

    protected void Connect(AzureStorageOptions options)
    {
        options.BlobServiceUri = Azurite.BlobUrl;
        options.QueueServiceUri = Azurite.QueueUrl;
        options.Transport = new HttpClientTransport(Azurite.Client);
        Sign(options);
    }

    /// <summary>The settings of who signs.</summary>
    protected abstract void Sign(AzureStorageOptions options);

    private BlobClient BlobOf(string container, string name) => _blobs.GetBlobContainerClient(container).GetBlobClient(name);
}
