using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace ValetKey.Client.Transfer;

/// <summary>What is tried again, and when.</summary>
internal static class Retries
{
    private const int MostJitter = 250; // Milliseconds.

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(30);

    /// <summary>For requests to the application: again when it is away, or says itself when to come again.</summary>
    public static ResiliencePipeline<HttpResponseMessage> ForApplication(ValetKeyClientOptions options, TimeProvider time) => Create(
        options, time, static answer => (int)answer.StatusCode >= 500 || answer.StatusCode == HttpStatusCode.RequestTimeout
            || (!answer.IsSuccessStatusCode && answer.Headers.RetryAfter is not null));

    /// <summary>For requests to the store: also where a key has ended, which its holder then replaces.</summary>
    public static ResiliencePipeline<HttpResponseMessage> ForStorage(ValetKeyClientOptions options, TimeProvider time) =>
        Create(options, time, static answer => StorageAnswer.IsTransient(answer) || HasEndedKey(answer));

    /// <summary>Whether an exception means that nobody has answered.</summary>
    public static bool IsNoAnswer(Exception? fault) => fault is HttpRequestException or IOException or TimeoutException;

    private static ResiliencePipeline<HttpResponseMessage> Create(
        ValetKeyClientOptions options, TimeProvider time, Func<HttpResponseMessage, bool> isTransient) => options.MaximumRetries == 0
        ? ResiliencePipeline<HttpResponseMessage>.Empty
        : new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new HttpRetryStrategyOptions
            {
                ShouldRetryAfterHeader = false, // By the server's own clock, below.
                MaxRetryAttempts = options.MaximumRetries,
                Delay = options.RetryDelay,
                MaxDelay = LongestDelay,
                ShouldHandle = args => new(args.Outcome.Result is { } answer ? isTransient(answer) : IsNoAnswer(args.Outcome.Exception)),
                DelayGenerator = static args => new(DelayFor(args.Outcome.Result)),
            })
            .Build();

    /// <returns>Null for the usual delay.</returns>
    private static TimeSpan? DelayFor(HttpResponseMessage? answer) => answer switch
    {
        null => null,
        { Headers.RetryAfter.Delta: { } delta } => delta + Jitter(),
        { Headers: { RetryAfter.Date: { } date, Date: { } now } } => (date > now ? date - now : TimeSpan.Zero) + Jitter(),
        _ => HasEndedKey(answer) ? TimeSpan.Zero : null,
    };

    private static bool HasEndedKey(HttpResponseMessage answer) =>
        StorageAnswer.IsOfKey(answer) && answer.RequestMessage?.Options.TryGetValue(StorageRequest.Age, out KeyAge age) == true
        && (age == KeyAge.Earlier || (age == KeyAge.Fresh && StorageAnswer.IsOfEndedKey(answer)));

    private static TimeSpan Jitter() => TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(MostJitter));
}
