using Microsoft.AspNetCore.Http;
using ValetKey.Local.Queues;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service.Messages;

/// <summary>GET on a queue: takes messages for a while, or looks at them.</summary>
internal sealed class Receiving(ObjectStore store, LocalQueueOptions options)
{
    private const int Default = 1;

    public async Task<Refusal?> ReceiveAsync(HttpContext context, string queue, MessageParameters parameters)
    {
        if (!parameters.Are([], MessageNames.Count, MessageNames.Visibility) || parameters.Number(MessageNames.Visibility) is 0)
        {
            return Refusal.Malformed(
                $"To receive takes {MessageNames.Count}, 1 to {MessageParameters.MostMessages}, and {MessageNames.Visibility}, "
                + $"1 to {MessageParameters.LongestVisibility} seconds; both may be left out.");
        }

        TimeSpan hidden = parameters.Number(MessageNames.Visibility) is { } seconds ? TimeSpan.FromSeconds(seconds) : options.VisibilityTimeout;
        ReceiveRequest request = new(queue, parameters.Number(MessageNames.Count) ?? Default, hidden)
        {
            MaximumReceives = options.MaximumReceives,
            PoisonTimeToLive = options.TimeToLive,
        };
        List<Message> messages = await store.Queues.ReceiveAsync(request, context.RequestAborted).ConfigureAwait(false);
        await AnswerAsync(context, queue, messages.Select(MessageDocument.OfReceived)).ConfigureAwait(false);
        return null;
    }

    public async Task<Refusal?> PeekAsync(HttpContext context, VerifiedKey key, string queue, MessageParameters parameters)
    {
        if (!parameters.Are([MessageNames.Peek], MessageNames.Count))
        {
            return Refusal.Malformed(
                $"To look takes {MessageNames.Peek}=true and perhaps {MessageNames.Count}, 1 to {MessageParameters.MostMessages}.");
        }

        if (key.SingleUse is { } use && !await store.TryRecordUseAsync(use, context.RequestAborted).ConfigureAwait(false))
        {
            return Refusals.KeyUsed;
        }

        IReadOnlyList<Message> messages = store.Queues.Peek(queue, parameters.Number(MessageNames.Count) ?? Default);
        await AnswerAsync(context, queue, messages.Select(MessageDocument.OfPeeked)).ConfigureAwait(false);
        return null;
    }

    private static Task AnswerAsync(HttpContext context, string queue, IEnumerable<MessageDocument> messages) =>
        MessageDocuments.WriteAsync(context, new QueueDocument(queue, [.. messages]), ServiceJson.Default.QueueDocument);
}
