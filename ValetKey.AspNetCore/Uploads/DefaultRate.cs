using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore;

/// <summary>The rate that is the default.</summary>
internal static class DefaultRate
{
    private const int PerSecond = 50;
    private const int AtOnce = 200;

    public static PartitionedRateLimiter<HttpContext> Create() => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetTokenBucketLimiter(Caller(context), static _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = AtOnce,
            TokensPerPeriod = PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    private static string Caller(HttpContext context) => context.User.Identity?.IsAuthenticated == true
        ? $"user {context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? context.User.FindFirstValue("sub")}"
        : $"address {context.Connection.RemoteIpAddress}";
}
