using ValetKey.Client.Keys;
using ValetKey.Client.Transfer;

namespace ValetKey.Client;

/// <summary>A query string that opens every request in its scope, such as an Azure SAS token.</summary>
public sealed class StorageQuery : StorageKey
{
    private const string NamePlaceholder = "{name}";

    private static readonly string[] Uploads = ["write", "create"];

    private readonly IReadOnlyList<OperationDocument> _operations;
    private readonly string _baseUrl;
    private readonly string _token;

    internal StorageQuery(KeyDocument document)
        : base(document)
    {
        Where = RequireUrl(document.BaseUrl, "baseUrl");
        _baseUrl = document.BaseUrl!;
        _token = Require(document.Query, "query");
        _operations = Require(document.Operations, "operations");
    }

    /// <summary>What the key opens, by name: <c>read</c>, <c>write</c>, <c>send</c> and so on.</summary>
    public IReadOnlyList<string> Operations => [.. _operations.Select(static operation => operation.Name)];

    private protected override Uri Where { get; }

    /// <summary>The request for one operation, for whoever sends it himself.</summary>
    /// <param name="operation">One of <see cref="Operations"/>.</param>
    /// <param name="name">The object's whole name, or the prefix to list; null where the operation has no place for one.</param>
    /// <param name="content">The body, if it has one.</param>
    /// <exception cref="ArgumentException">The key has no such operation, it lacks a name, or it is about one message or block.</exception>
    public HttpRequestMessage CreateRequest(string operation, string? name = null, HttpContent? content = null) =>
        RequestOf(operation, name).Create(content, KeyAge.Only);

    /// <summary>Uploads what is left of a stream as one object.</summary>
    /// <param name="http">The client to send with. It should bear no credentials and have no timeout.</param>
    /// <param name="name">The object's whole name.</param>
    /// <param name="content">The stream, which is not closed, and knows its length.</param>
    /// <param name="progress">Told as bytes go through.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The store refused, or no answer came.</exception>
    /// <exception cref="ArgumentException">The key does not open this, or the stream's length is not known.</exception>
    public Task UploadAsync(
        HttpClient http, string name, Stream content, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) => KeyTransfers.UploadAsync(
            http, RequestOf(Uploads.FirstOrDefault(Operations.Contains) ?? Uploads[0], name), content, progress, cancellationToken);

    /// <summary>Downloads all of an object. What was cut off goes on where it broke off, if the object is still the same.</summary>
    /// <param name="http">The client to send with. It should bear no credentials and have no timeout.</param>
    /// <param name="name">The object's whole name.</param>
    /// <param name="target">Where the bytes go, from where it stands.</param>
    /// <param name="progress">Told as bytes come.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The store refused, no answer came, or the object has changed meanwhile.</exception>
    /// <exception cref="ArgumentException">The key does not open this.</exception>
    public Task<DownloadedObject> DownloadToAsync(
        HttpClient http, string name, Stream target, IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        KeyTransfers.DownloadAsync(http, RequestOf("read", name), target, progress, cancellationToken);

    /// <summary>How a message is written by an operation; null where the body is the message itself.</summary>
    internal MessageFormatDocument? MessageFormatOf(string operation) => Find(operation).MessageFormat;

    internal StorageRequest RequestOf(string operation, string? name)
    {
        OperationDocument known = Find(operation);
        string path = Fill(known.Path, name, static name => string.Join('/', name.Split('/').Select(Uri.EscapeDataString)));
        string query = Fill(known.Query, name, Uri.EscapeDataString);
        return path.Contains('{', StringComparison.Ordinal) || query.Contains('{', StringComparison.Ordinal)
            ? throw new ArgumentException($"{operation} is about one message or block; see the service's own documents.", nameof(operation))
            : new StorageRequest(
                known.Method,
                query.Length == 0 ? $"{_baseUrl}{path}?{_token}" : $"{_baseUrl}{path}?{_token}&{query}",
                known.Headers ?? NoHeaders);
    }

    private OperationDocument Find(string operation) => _operations.FirstOrDefault(known => known.Name == operation)
        ?? throw new ArgumentException($"The key has {string.Join(", ", Operations)}, not {operation}.", nameof(operation));

    private static string Fill(string text, string? name, Func<string, string> escape) => !text.Contains(NamePlaceholder, StringComparison.Ordinal)
        ? text
        : text.Replace(
            NamePlaceholder, escape(name ?? throw new ArgumentException("Say which object.", nameof(name))), StringComparison.Ordinal);
}
