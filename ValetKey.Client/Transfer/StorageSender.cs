namespace ValetKey.Client.Transfer;

/// <summary>Sends requests to the store, whichever and for whatever: parts, ranges, what a key is for.</summary>
internal sealed class StorageSender(ClientContext context)
{
    /// <param name="exchange">What is sent and received.</param>
    /// <param name="limit">What is told when the store says that it is too much.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>The last answer, whatever it says. Its body has been read.</returns>
    /// <exception cref="TransferException">No answer came, or something is wrong on this side.</exception>
    public async Task<HttpResponseMessage> SendAsync(Exchange exchange, AdaptiveLimit? limit, CancellationToken cancellationToken)
    {
        TransferRequest? shown = null;
        try
        {
            return await context.StorageRetries.ExecuteAsync(
                async token =>
                {
                    (StorageRequest description, KeyAge age) = await exchange.NextAsync(token).ConfigureAwait(false);
                    using StallWatch watch = context.Watch(token);
                    using HttpRequestMessage request = description.Create(exchange.CreateContent(watch), age);
                    exchange.Adorn(request);
                    shown = TransferRequest.Of(request.Method, request.RequestUri!, exchange.PartNumber);
                    return await AttemptAsync(exchange, request, watch, limit).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (Retries.IsNoAnswer(fault))
        {
            throw new TransferException(TransferFailure.Unavailable, $"{shown} got no answer, or not all of it.", fault) { Request = shown };
        }
    }

    /// <summary>The store has refused.</summary>
    public static TransferException Refusal(HttpResponseMessage answer, int? partNumber)
    {
        TransferRequest request = TransferRequest.Of(answer.RequestMessage!.Method, answer.RequestMessage.RequestUri!, partNumber);
        string? code = StorageAnswer.CodeOf(answer);
        bool isTransient = StorageAnswer.IsTransient(answer);
        return new TransferException(
            isTransient ? TransferFailure.Unavailable : TransferFailure.StoreRefused,
            $"{request} was answered with {(int)answer.StatusCode}{(code is null ? "" : $" ({code})")}.")
        {
            Request = request,
            StatusCode = answer.StatusCode,
            ErrorCode = code,
        };
    }

    private async Task<HttpResponseMessage> AttemptAsync(
        Exchange exchange, HttpRequestMessage request, StallWatch watch, AdaptiveLimit? limit)
    {
        HttpResponseMessage? answer = null;
        try
        {
            return await watch.RunAsync(async () =>
            {
                answer = await context.Storage.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, watch.Token).ConfigureAwait(false);
                answer.RequestMessage = request;
                if (answer.IsSuccessStatusCode)
                {
                    await exchange.ReadAsync(answer, watch).ConfigureAwait(false);
                    return answer;
                }

                await StorageAnswer.ReadRefusalAsync(answer, watch.Token).ConfigureAwait(false);
                exchange.Failed(answer);
                if (StorageAnswer.IsTooMuch(answer))
                {
                    limit?.BackOff();
                }

                return answer;
            }).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            answer?.Dispose();
            if (exchange.LocalFault is { } local)
            {
                throw local;
            }

            if (fault is TimeoutException)
            {
                limit?.BackOff();
            }

            exchange.Failed(null);
            throw;
        }
    }
}
