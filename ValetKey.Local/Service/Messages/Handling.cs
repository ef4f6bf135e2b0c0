using Microsoft.AspNetCore.Http;
using ValetKey.Local.Queues;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service.Messages;

/// <summary>PUT and DELETE on a message, for who has received it last.</summary>
internal sealed class Handling(QueueStore queues, LocalQueueOptions options)
{
    private static readonly Refusal NotFound =
        new(404, LocalRefusalReasons.MessageNotFound, "There is no such message: it was deleted, has expired, was moved, or never was.");

    private static readonly Refusal ReceiptOvertaken =
        new(409, LocalRefusalReasons.ReceiptOvertaken, "The receipt is not the message's last: somebody has received it since.");

    public async Task<Refusal?> UpdateAsync(HttpContext context, VerifiedKey key, string queue, string id, MessageParameters parameters)
    {
        if (!parameters.Are([MessageNames.Receipt, MessageNames.Visibility]))
        {
            return Refusal.Malformed(
                $"To change a message takes its {MessageNames.Receipt} and {MessageNames.Visibility}, "
                + $"0 to {MessageParameters.LongestVisibility} seconds.");
        }

        if (MessageBody.CheckHeaders(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (await MessageBody.TryReadAsync(context, options.MaximumMessageBytes).ConfigureAwait(false) is not { } content)
        {
            return MessageBody.TooLarge(options);
        }

        if (HeldBy(queue, id, parameters) is not { } held)
        {
            return NotFound;
        }

        UpdateRequest request = new(held, TimeSpan.FromSeconds(parameters.Number(MessageNames.Visibility)!.Value))
        {
            Content = content.Length == 0 ? null : content,
            ContentType = context.Request.ContentType,
            SingleUse = key.SingleUse,
        };
        return Answer(context, await queues.UpdateAsync(request, context.RequestAborted).ConfigureAwait(false));
    }

    public async Task<Refusal?> DeleteAsync(HttpContext context, string queue, string id, MessageParameters parameters)
    {
        if (!parameters.Are([MessageNames.Receipt]))
        {
            return Refusal.Malformed($"To delete a message takes its {MessageNames.Receipt}.");
        }

        return HeldBy(queue, id, parameters) is { } held
            ? Answer(context, await queues.DeleteAsync(held, context.RequestAborted).ConfigureAwait(false))
            : NotFound;
    }

    /// <summary>Null if no message ever has such an id, in just this spelling.</summary>
    private static HeldMessage? HeldBy(string queue, string id, MessageParameters parameters) =>
        Guid.TryParseExact(id, "N", out Guid read) && read.ToString("N") == id ? new HeldMessage(queue, read, parameters.Receipt) : null;

    private static Refusal? Answer(HttpContext context, MessageOutcome outcome)
    {
        Refusal? refusal = outcome switch
        {
            MessageOutcome.Done => null,
            MessageOutcome.NotFound => NotFound,
            MessageOutcome.KeyAlreadyUsed => Refusals.KeyUsed,
            _ => ReceiptOvertaken,
        };
        if (refusal is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        return refusal;
    }
}
