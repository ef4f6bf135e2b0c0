using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ValetKey.Client.Transfer;

namespace ValetKey.Client.Application;

/// <summary>Asks the application; again when it cannot be reached, or says itself when to come again.</summary>
internal sealed class ApplicationCalls(ClientContext context)
{
    private const string TicketHeader = "Upload-Ticket";
    private const string KeyHeader = "Idempotency-Key";

    /// <returns>What it answers; null for an answer without a body.</returns>
    /// <exception cref="TransferException">It refuses, cannot be reached, or answers what the contract does not know.</exception>
    public async Task<ApplicationAnswer> SendAsync(ApplicationCall call, CancellationToken cancellationToken)
    {
        TransferRequest shown = TransferRequest.Of(call.Method, call.Url);
        try
        {
            using HttpResponseMessage answer = await context.ApplicationRetries.ExecuteAsync(
                async token =>
                {
                    using StallWatch watch = new(call.Limit ?? context.Options.StallTimeout, context.Time, token);
                    return await watch.RunAsync(() => AttemptAsync(call, watch.Token)).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false); // It has been read already.
            return answer.IsSuccessStatusCode
                ? new ApplicationAnswer(body, shown, answer.Headers.RetryAfter?.Delta)
                : throw Refusals.Of(answer, body, shown);
        }
        catch (Exception fault) when (Retries.IsNoAnswer(fault))
        {
            throw new TransferException(TransferFailure.Unavailable, $"{shown} got no answer, or not all of it.", fault) { Request = shown };
        }
    }

    public async Task<T> SendAsync<T>(ApplicationCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        (await SendAsync(call, cancellationToken).ConfigureAwait(false)).Read(type);

    private async Task<HttpResponseMessage> AttemptAsync(ApplicationCall call, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = new(call.Method, call.Url);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (call.Ticket is { } ticket)
        {
            request.Headers.TryAddWithoutValidation(TicketHeader, ticket);
        }

        if (call.IdempotencyKey is { } key)
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, $"\"{key}\"");
        }

        request.Content = call.Body;
        return await context.Application.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>A request to the application.</summary>
internal sealed record ApplicationCall(HttpMethod Method, Uri Url)
{
    private Func<HttpContent>? _body;

    public string? Ticket { get; init; }

    /// <summary>By which the application knows an attempt that is made again, since the answer was lost.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How long it may take, where that is not the usual.</summary>
    public TimeSpan? Limit { get; init; }

    /// <summary>The body, made anew for each attempt.</summary>
    public HttpContent? Body => _body?.Invoke();

    public ApplicationCall With<T>(T body, JsonTypeInfo<T> type) => this with { _body = () => JsonContent.Create(body, type) };

    /// <summary>Without the ticket.</summary>
    public override string ToString() => $"{Method} {Url.AbsolutePath}";
}

/// <summary>What the application answered.</summary>
internal sealed record ApplicationAnswer(byte[] Body, TransferRequest Request, TimeSpan? RetryAfter)
{
    /// <exception cref="TransferException">It is not what the contract says.</exception>
    public T Read<T>(JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(Body, type) ?? throw new JsonException("It is null.");
        }
        catch (JsonException fault)
        {
            throw Invalid("which is not the JSON that is expected", fault);
        }
    }

    public TransferException Invalid(string how, Exception? cause = null) =>
        new(TransferFailure.InvalidAnswer, $"{Request} was answered with something {how}.", cause) { Request = Request };
}
