using System.Text.Json;
using ValetKey.Client.Application;
using ValetKey.Client.Keys;
using ValetKey.Client.Transfer;

namespace ValetKey.Client;

/// <summary>Asks an application for keys by the names that it gave them, and sends messages with them. Safe for use by many threads.</summary>
public sealed class KeyClient
{
    private const string Send = "send";

    private readonly ClientContext _context;
    private readonly ApplicationCalls _calls;
    private readonly StorageSender _sender;

    /// <inheritdoc cref="UploadClient(HttpClient, HttpClient?, ValetKeyClientOptions?, TimeProvider?)"/>
    public KeyClient(HttpClient application, HttpClient? storage = null, ValetKeyClientOptions? options = null, TimeProvider? time = null)
        : this(ClientContext.Create(application, storage, options, time))
    {
    }

    internal KeyClient(ClientContext context) =>
        (_context, _calls, _sender) = (context, new ApplicationCalls(context), new StorageSender(context));

    /// <summary>Asks for a key.</summary>
    /// <param name="endpoint">Where the application hands it out, such as <c>keys/orders</c>.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The application refused, cannot be reached, or answered with no key.</exception>
    /// <exception cref="NotSupportedException">It is a key of a kind that this client has no use for.</exception>
    public async Task<StorageKey> GetAsync(string endpoint, CancellationToken cancellationToken = default)
    {
        ApplicationAnswer answer = await _calls.SendAsync(
            new ApplicationCall(HttpMethod.Post, _context.Resolve(endpoint)), cancellationToken).ConfigureAwait(false);
        try
        {
            return StorageKey.Of(answer.Read(KeyJson.Default.KeyDocument));
        }
        catch (JsonException fault)
        {
            throw answer.Invalid("that is no key", fault);
        }
    }

    /// <summary>Sends a message to the queue that a key is for.</summary>
    /// <remarks>
    /// The body is as the service takes it: the local store's queues take any bytes, Azure's take
    /// <c>&lt;QueueMessage&gt;&lt;MessageText&gt;…&lt;/MessageText&gt;&lt;/QueueMessage&gt;</c>. Where an answer is lost the message is sent again,
    /// so it may come twice, as with every queue.
    /// </remarks>
    /// <param name="endpoint">Where the application hands out the key, such as <c>keys/orders</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its media type; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The application or the service refused, or cannot be reached.</exception>
    /// <exception cref="ArgumentException">The key is not one to send with.</exception>
    public async Task SendAsync(
        string endpoint, ReadOnlyMemory<byte> body, string? contentType = null, CancellationToken cancellationToken = default)
    {
        MessageExchange exchange = new(
            async token => RequestOf(await GetAsync(endpoint, token).ConfigureAwait(false)), body, contentType);
        using HttpResponseMessage answer = await _sender.SendAsync(exchange, null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw StorageSender.Refusal(answer, null);
        }
    }

    private static StorageRequest RequestOf(StorageKey key) => key switch
    {
        StorageUrl { Request: { Method: "POST" } request } => request,
        StorageQuery query when query.Operations.Contains(Send) => query.RequestOf(Send, null),
        _ => throw new ArgumentException("The key is not one to send messages with."),
    };

    private sealed class MessageExchange(
        Func<CancellationToken, Task<StorageRequest>> ask, ReadOnlyMemory<byte> body, string? contentType) : Exchange
    {
        public override async ValueTask<(StorageRequest Request, KeyAge Age)> NextAsync(CancellationToken cancellationToken) =>
            (await ask(cancellationToken).ConfigureAwait(false), KeyAge.Fresh);

        public override HttpContent CreateContent(StallWatch watch)
        {
            ReadOnlyMemoryContent content = new(body);
            if (contentType is not null)
            {
                content.Headers.TryAddWithoutValidation("Content-Type", contentType);
            }

            return content;
        }
    }
}
