using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Limits;

/// <summary>How many requests a subject may have at once, and how many per second.</summary>
internal sealed class Gate<TSubject>(int? atOnce, int? perSecond, Refusal refusal) : IDisposable
    where TSubject : notnull
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // A client may have its answer, and send the next request, before the service has counted it out.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly PartitionedRateLimiter<TSubject>? _atOnce = atOnce is { } limit ? AtOnce(limit) : null;
    private readonly PartitionedRateLimiter<TSubject>? _perSecond = perSecond is { } limit ? PerSecond(limit) : null;

    public bool IsOpen => _atOnce is null && _perSecond is null;

    /// <summary>Lets a request in until it has been answered.</summary>
    /// <returns>Why it is not let in, or null.</returns>
    public async ValueTask<Refusal?> EnterAsync(HttpContext context, TSubject subject)
    {
        if (_atOnce is not null)
        {
            RateLimitLease lease = await WaitAsync(_atOnce, subject, context.RequestAborted).ConfigureAwait(false);
            context.Response.RegisterForDispose(lease);
            if (!lease.IsAcquired)
            {
                return refusal with { RetryAfter = Second };
            }
        }

        if (_perSecond is null)
        {
            return null;
        }

        using RateLimitLease token = _perSecond.AttemptAcquire(subject);
        return token.IsAcquired ? null
            : refusal with { RetryAfter = token.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan pause) ? pause : Second };
    }

    public void Dispose()
    {
        _atOnce?.Dispose();
        _perSecond?.Dispose();
    }

    private static async ValueTask<RateLimitLease> WaitAsync(
        PartitionedRateLimiter<TSubject> limiter, TSubject subject, CancellationToken cancellationToken)
    {
        RateLimitLease lease = limiter.AttemptAcquire(subject);
        if (lease.IsAcquired)
        {
            return lease;
        }

        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Moment);
        try
        {
            return await limiter.AcquireAsync(subject, permitCount: 1, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return lease;
        }
    }

    private static PartitionedRateLimiter<TSubject> AtOnce(int limit) => PartitionedRateLimiter.Create<TSubject, TSubject>(
        subject => RateLimitPartition.GetConcurrencyLimiter(subject, _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = limit,
            QueueLimit = limit,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    private static PartitionedRateLimiter<TSubject> PerSecond(int limit) => PartitionedRateLimiter.Create<TSubject, TSubject>(
        subject => RateLimitPartition.GetTokenBucketLimiter(subject, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = limit,
            TokensPerPeriod = limit,
            ReplenishmentPeriod = Second,
        }));
}
