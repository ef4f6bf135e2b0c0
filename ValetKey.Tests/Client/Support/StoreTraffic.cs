using System.Collections.Concurrent;
using System.Net;

namespace ValetKey.Tests.Client.Support;

/// <summary>What a client sends to the store, and what comes between.</summary>
public sealed class StoreTraffic
{
    private int _count;

    public ConcurrentQueue<HttpRequestMessage> Sent { get; } = [];

    /// <summary>Answers in the store's place, by the number of the request from 1; null to let it through.</summary>
    public Func<int, HttpRequestMessage, HttpResponseMessage?> Before { get; set; } = (_, _) => null;

    /// <summary>Changes the store's answer, or loses it.</summary>
    public Func<int, HttpResponseMessage, HttpResponseMessage> After { get; set; } = (_, answer) => answer;

    /// <summary>The paths of what was sent, without those that were answered here.</summary>
    public IEnumerable<string> Paths => Sent.Select(request => request.RequestUri!.AbsolutePath);

    public DelegatingHandler CreateHandler() => new Handler(this);

    public static HttpResponseMessage Answer(HttpStatusCode status, int? retryAfterSeconds = null, string? body = null)
    {
        HttpResponseMessage answer = new(status) { Content = new StringContent(body ?? "") };
        if (retryAfterSeconds is { } seconds)
        {
            answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        }

        return answer;
    }

    private sealed class Handler(StoreTraffic traffic) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int number = Interlocked.Increment(ref traffic._count);
            if (traffic.Before(number, request) is { } instead)
            {
                return instead;
            }

            traffic.Sent.Enqueue(request);
            return traffic.After(number, await base.SendAsync(request, cancellationToken));
        }
    }
}
