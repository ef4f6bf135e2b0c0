using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Local;
using ValetKey.Local.Queues;
using ValetKey.Local.Signing;
using ValetKey.Local.Storage;
using ValetKey.Providers;
using ValetKey.Testing;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Conformance;

/// <summary>The local service, listening to http and https, before one folder.</summary>
internal class LocalHarness : SignerHarness
{
    private readonly TempFolder _folder = new();
    private X509Certificate2 _certificate = null!;
    private LocalStorageHost _plain = null!;
    private LocalStorageHost _secure = null!;
    private ObjectStore _owner = null!;
    private HttpClient _client = null!;

    public override string Name => "Local";

    public override ConformanceProof Service { get; } = new(ConformanceProofKind.RealServer, "the local service itself");

    public override SignerCapabilities Capabilities => LocalCapabilities.Instance;

    public override IReadOnlyList<KeyValuePair<string, string>> HeadersToAdd { get; } = [new("x-valetkey-meta-added", "yes")];

    public override IReadOnlyList<KeyValuePair<string, string>> ParametersToAdd { get; } = [new("prefix", "other/"), new("after", "a")];

    public override IReadOnlyList<KnownGap> Gaps { get; } =
    [
        new()
        {
            Probe = "* x-valetkey-meta-added added",
            Permissions = Permissions.Create | Permissions.Write | Permissions.Append,
            Reason = "Metadata is the client's to choose, unless a constraint says which.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the cases of the constraint Metadata"),
        },
        new()
        {
            Probe = "other host",
            Reason = "The service is one, whatever host it is called by; the container and the name are signed.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "the cases of other containers and names"),
        },
        new()
        {
            Probe = "parameter * added",
            Forms = [KeyForm.SignedForm],
            Reason = "The key of a form is in its fields, and nothing in the query of a post's URL is read.",
            ProvenBy = new ConformanceProof(ConformanceProofKind.RealServer, "what the post has stored, which is what the form says"),
        },
    ];

    public override HttpClient Client => _client;

    public override string Container => "mine";

    public override string OtherContainer => "others";

    public override async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        _certificate = Loopback.CreateCertificate("localhost");
        _plain = await LocalStorageHost.StartAsync(
            options => (options.RootPath, options.TimeProvider) = (_folder.Path, Time), cancellationToken);
        _secure = await LocalStorageHost.StartAsync(
            options => (options.RootPath, options.TimeProvider, options.Certificate) = (_folder.Path, Time, _certificate), cancellationToken);
        _owner = ObjectStore.Open(_folder.Path, Time);
        _client = TestStorage.NewClient(_certificate);
    }

    public override void Register(IValetKeyBuilder builder, string name) => builder.AddLocalStorage(name, options =>
    {
        options.RootPath = _folder.Path;
        options.PublicUrl = _plain.Url;
    });

    public override async ValueTask<string?> PutAsync(string container, string name, StoredObject stored, CancellationToken cancellationToken)
    {
        using MemoryStream content = new(stored.Content.ToArray());
        PutRequest request = new()
        {
            Container = container,
            Name = name,
            Mode = PutMode.Replace,
            Headers = new ObjectHeaders { ContentType = stored.ContentType },
        };
        await _owner.PutAsync(request, content, cancellationToken);
        return null;
    }

    public override async ValueTask DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await _owner.DeleteAsync(new DeleteRequest(container, name), cancellationToken);

    public override async ValueTask<StoredObject?> FindAsync(string container, string name, CancellationToken cancellationToken)
    {
        using OpenedObject? opened = _owner.OpenRead(container, name);
        if (opened is null)
        {
            return null;
        }

        using MemoryStream content = new();
        await opened.Content.CopyToAsync(content, cancellationToken);
        return new StoredObject(content.ToArray());
    }

    public override ValueTask<IReadOnlyList<string>> ListAsync(string container, string prefix, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. _owner.List(container, prefix, delimiter: null, startAfter: null, limit: 1000).Objects.Select(found => found.Name)]);

    public override ValueTask<string> CreateQueueAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult($"queue-{Guid.NewGuid():n}");

    public override async ValueTask SendAsync(string queue, string text, CancellationToken cancellationToken) => await _owner.Queues.SendAsync(
        new SendRequest(queue, Encoding.UTF8.GetBytes(text)) { TimeToLive = TimeSpan.FromHours(1) }, cancellationToken);

    public override ValueTask<IReadOnlyList<string>> PeekAsync(string queue, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. _owner.Queues.Peek(queue, count: 32).Select(message => Encoding.UTF8.GetString(message.Content))]);

    public override IReadOnlyList<QueueMessage> ReadMessages(string body)
    {
        using JsonDocument answer = JsonDocument.Parse(body);
        return
        [
            .. answer.RootElement.GetProperty("messages").EnumerateArray().Select(message => new QueueMessage(
                message.GetProperty("id").GetString()!,
                message.TryGetProperty("receipt", out JsonElement receipt) ? receipt.GetString()! : "",
                Encoding.UTF8.GetString(message.GetProperty("content").GetBytesFromBase64()))),
        ];
    }

    public override bool HasOperations => true;

    public override async ValueTask<string> BeginPartsAsync(string container, string name, CancellationToken cancellationToken) =>
        (await _plain.Storage.BeginPartsAsync(container, name, cancellationToken)).Id;

    public override async ValueTask<IReadOnlyDictionary<int, long>> ListPartsAsync(
        string container, string name, string uploadId, CancellationToken cancellationToken) =>
        (await _plain.Storage.ListPartsAsync(new PartUpload(container, name, uploadId), cancellationToken))!
            .ToDictionary(part => part.Number, part => part.Length);

    public override string ToScheme(string url, string scheme) => scheme == "http"
        ? url
        : url.Replace(_plain.Url.AbsoluteUri, _secure.Url.AbsoluteUri, StringComparison.Ordinal);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_owner is not null)
        {
            _client.Dispose();
            _owner.Dispose();
            await _plain.DisposeAsync();
            await _secure.DisposeAsync();
            _certificate.Dispose();
        }

        _folder.Dispose();
    }
}
