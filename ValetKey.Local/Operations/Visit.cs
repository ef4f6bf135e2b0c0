using Microsoft.AspNetCore.Http;

namespace ValetKey.Local.Operations;

/// <summary>One request, for the metrics. It is there only if somebody listens to them.</summary>
internal sealed class Visit
{
    /// <summary>What the request asked for: a permission, or <see cref="Unknown"/> as long as no key has been found genuine.</summary>
    public string Operation { get; set; } = Unknown;

    public long Started { get; } = TimeProvider.System.GetTimestamp();

    public long Received { get; set; }

    public long Sent { get; set; }

    public const string Unknown = "Unknown";

    public static Visit? Of(HttpContext context) => context.Features.Get<Visit>();

    public static void Set(HttpContext context, Permissions operation)
    {
        if (Of(context) is { } visit)
        {
            visit.Operation = operation.ToString();
        }
    }
}
