using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore.Access;
using ValetKey.AspNetCore.Contract;
using ValetKey.AspNetCore.Flow;

namespace ValetKey.AspNetCore.Endpoints;

/// <summary>What every request passes before it is answered, and how refusals and faults are told.</summary>
internal sealed class UploadGate(UploadSite site, Tickets tickets)
{
    /// <summary>A request that declares an upload.</summary>
    public Task EnterAsync(HttpContext context, Func<HttpContext, string?, Task> answer) =>
        GuardAsync(context, async subject => await answer(context, subject).ConfigureAwait(false));

    /// <summary>A request about an upload, by whom it belongs to.</summary>
    public Task EnterAsync(HttpContext context, Func<HttpContext, UploadRecord, Task> answer) => GuardAsync(context, async subject =>
    {
        string id = (string?)context.Request.RouteValues["id"] ?? "";
        if (!tickets.IsFor(context.Request.Headers[UploadEndpoints.TicketHeader], id, subject)
            || await site.Ledger.FindAsync(id, context.RequestAborted).ConfigureAwait(false) is not { } upload
            || upload.Uploads != site.Name || upload.Subject != subject)
        {
            throw new UploadRefusedException(UploadProblems.NotFound);
        }

        await answer(context, upload).ConfigureAwait(false);
    });

    private async Task GuardAsync(HttpContext context, Func<string?, Task> answer)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            if (!CrossOrigin.IsTrusted(context.Request, site.Options.TrustedOrigins))
            {
                throw new UploadRefusedException(UploadProblems.CrossOrigin);
            }

            string? subject = Caller.SubjectOf(context, site.Options);
            using RateLimitLease? lease = site.Options.RateLimiter is { } limiter
                ? await limiter.AcquireAsync(context, 1, context.RequestAborted).ConfigureAwait(false)
                : null;
            if (lease is { IsAcquired: false })
            {
                TimeSpan pause = lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan known) ? known : TimeSpan.FromSeconds(1);
                throw new UploadRefusedException(UploadProblems.TooManyRequests with { RetryAfter = pause });
            }

            await answer(subject).ConfigureAwait(false);
        }
        catch (UploadRefusedException refusal)
        {
            await WriteAsync(context, refusal.Problem).ConfigureAwait(false);
        }
        catch (ValetKeyException fault) when (fault.IsTransient)
        {
            FlowLog.Unavailable(site.Logger, fault, site.Name);
            await WriteAsync(context, UploadProblems.Unavailable(fault.RetryAfter)).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(HttpContext context, UploadProblem problem)
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
}
