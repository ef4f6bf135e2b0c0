using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ValetKey.AspNetCore.Contract;

namespace ValetKey.AspNetCore.Access;

/// <summary>What every request passes before it is answered, and how refusals and faults are told.</summary>
internal sealed partial class EndpointGuard(EndpointOptions options, ILogger logger)
{
    /// <param name="context">The request.</param>
    /// <param name="answer">Answers it, on behalf of somebody; null for an anonymous caller.</param>
    /// <param name="changes">Whether a request to <c>GET</c> changes something too.</param>
    public async Task EnterAsync(HttpContext context, Func<string?, Task> answer, bool changes = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (!(changes
                ? CrossOrigin.IsFromTrusted(context.Request, options.TrustedOrigins)
                : CrossOrigin.IsTrusted(context.Request, options.TrustedOrigins)))
            {
                throw new RefusedException(Problems.CrossOrigin);
            }

            string? subject = Caller.SubjectOf(context, options);
            using RateLimitLease? lease = options.RateLimiter is { } limiter
                ? await limiter.AcquireAsync(context, 1, context.RequestAborted).ConfigureAwait(false)
                : null;
            if (lease is { IsAcquired: false })
            {
                TimeSpan pause = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan known) ? known : TimeSpan.FromSeconds(1);
                throw new RefusedException(Problems.TooManyRequests with { RetryAfter = pause });
            }

            await answer(subject).ConfigureAwait(false);
        }
        catch (RefusedException refusal)
        {
            await WriteAsync(context, refusal.Problem).ConfigureAwait(false);
        }
        catch (ValetKeyException refusal) when (refusal.Reason is ValetKeyErrorReason.Denied or ValetKeyErrorReason.QuotaExhausted)
        {
            await WriteAsync(context, Problems.Of(refusal)).ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (fault.IsTransient)
        {
            LogUnavailable(logger, fault, context.GetEndpoint()?.DisplayName);
            await WriteAsync(context, Problems.Unavailable(fault.RetryAfter)).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (problem.RetryAfter is { } pause)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        ProblemDocument document = new()
        {
            Type = problem.Type,
            Title = problem.Title,
            Status = problem.Status,
            Detail = problem.Detail,
            Missing = problem.Missing,
        };
        return Bodies.WriteAsync(context, problem.Status, document, ContractJson.Default.ProblemDocument, "application/problem+json");
    }

    [LoggerMessage(EventId = 85, EventName = "EndpointUnavailable", Level = LogLevel.Warning,
        Message = "{Endpoint} answered with 503, since the store or its credentials could not be used.")]
    private static partial void LogUnavailable(ILogger logger, Exception fault, string? endpoint);
}
