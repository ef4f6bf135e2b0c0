using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore.Access;

/// <summary>The rate that is the default.</summary>
internal static class DefaultRate
{
    private const int PerSecond = 50;
    private const int AtOnce = 200;

    public static PartitionedRateLimiter<HttpContext> Create() => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(PartitionOf(context), static _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    private static string PartitionOf(HttpContext context) => context.User.Identity?.IsAuthenticated == true
        ? $"user {Caller.NameOf(context.User)}"
        : $"address {context.Connection.RemoteIpAddress}";
}
