using System.Text.Json;
using ValetKey.Client.Application;
using ValetKey.Client.Keys;
using ValetKey.Client.Transfer;
using ValetKey.Internal;

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

    /// <summary>Sends a message to the queue that a key is for: the same text, whichever service it is.</summary>
    /// <remarks>
    /// The key says how its service takes a message. Where an answer is lost the message is sent again, so it may come twice, as with every queue.
    /// </remarks>
    /// <param name="endpoint">Where the application hands out the key, such as <c>keys/orders</c>.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="TransferException">The application or the service refused, or cannot be reached.</exception>
    /// <exception cref="ArgumentException">
    /// The key is not one to send with, or the message has a character that the service's format cannot carry, such as U+0000 in XML.
    /// </exception>
    public Task SendAsync(string endpoint, string message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return SendAsync(
            endpoint,
            format => format is null
                ? MessageText.ToContent(message)
                : MessageText.ToContent(message, format.Template, format.Escape, format.ContentType),
            cancellationToken);
    }

    /// <summary>Sends a body to the queue that a key is for, as the service takes it: the local store's queues take any bytes.</summary>
    /// <param name="endpoint">Where the application hands out the key, such as <c>keys/orders</c>.</param>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its media type; null for none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <inheritdoc cref="SendAsync(string, string, CancellationToken)"/>
    public Task SendAsync(
        string endpoint, ReadOnlyMemory<byte> body, string? contentType = null, CancellationToken cancellationToken = default) =>
        SendAsync(
            endpoint,
            _ =>
            {
                ReadOnlyMemoryContent content = new(body);
                if (contentType is not null)
                {
                    content.Headers.TryAddWithoutValidation("Content-Type", contentType);
                }

                return content;
            },
            cancellationToken);

    private async Task SendAsync(string endpoint, Func<MessageFormatDocument?, HttpContent> write, CancellationToken cancellationToken)
    {
        MessageExchange exchange = new(token => GetAsync(endpoint, token), write);
        using HttpResponseMessage answer = await _sender.SendAsync(exchange, null, cancellationToken).ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
        {
            throw StorageSender.Refusal(answer, null);
        }
    }

    private sealed class MessageExchange(Func<CancellationToken, Task<StorageKey>> ask, Func<MessageFormatDocument?, HttpContent> write) : Exchange
    {
        private MessageFormatDocument? _format;

        public override async ValueTask<(StorageRequest Request, KeyAge Age)> NextAsync(CancellationToken cancellationToken)
        {
            (StorageRequest request, _format) = await ask(cancellationToken).ConfigureAwait(false) switch
            {
                StorageUrl { Request: { Method: "POST" } post } url => (post, url.MessageFormat),
                StorageQuery query when query.Operations.Contains(Send) => (query.RequestOf(Send, null), query.MessageFormatOf(Send)),
                _ => throw new ArgumentException("The key is not one to send messages with."),
            };
            return (request, KeyAge.Fresh);
        }

        public override HttpContent CreateContent(StallWatch watch) => write(_format);
    }
}
