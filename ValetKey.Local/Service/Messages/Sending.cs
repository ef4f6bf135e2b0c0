using Microsoft.AspNetCore.Http;
using ValetKey.Local.Queues;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service.Messages;

/// <summary>POST on a queue. The answer bears no receipt, with which the sender could take the message back.</summary>
internal sealed class Sending(QueueStore queues, LocalQueueOptions options)
{
    public async Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, string queue, MessageParameters parameters)
    {
        if (!parameters.Are([]))
        {
            return Refusal.Malformed("Nothing follows the signature where a message is sent.");
        }

        if (MessageBody.CheckHeaders(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (await MessageBody.TryReadAsync(context, options.MaximumMessageBytes).ConfigureAwait(false) is not { } content)
        {
            return MessageBody.TooLarge(options);
        }

        SendRequest request = new(queue, content)
        {
            ContentType = context.Request.ContentType,
            TimeToLive = options.TimeToLive,
            SingleUse = key.SingleUse,
        };
        if (await queues.SendAsync(request, context.RequestAborted).ConfigureAwait(false) is not { } sent)
        {
            return Refusals.KeyUsed;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        await MessageDocuments.WriteAsync(
            context, new SentDocument(sent.Id.ToString("N"), sent.Inserted, sent.Expires), ServiceJson.Default.SentDocument).ConfigureAwait(false);
        return null;
    }
}
