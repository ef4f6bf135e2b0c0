using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace ValetKey.AspNetCore;

/// <summary>Settings that all endpoints have.</summary>
public abstract class EndpointOptions
{
    private protected EndpointOptions()
    {
    }

    /// <summary>Who a user is, as policies, the audit and the ledger know it. Null for somebody authenticated is a refusal.</summary>
    /// <value>Default: the claim <see cref="ClaimTypes.NameIdentifier"/>, or else <c>sub</c>.</value>
    public Func<ClaimsPrincipal, string?> SubjectOf { get; set; } = Access.Caller.NameOf;

    /// <summary>How often these endpoints may be asked. Beyond it they answer 429.</summary>
    /// <value>
    /// Default: 50 requests a second for each user (for an anonymous one each address), of which 200 may come at once. Null: no limit here.
    /// </value>
    public PartitionedRateLimiter<HttpContext>? RateLimiter { get; set; } = Access.DefaultRate.Create();

    /// <summary>
    /// Origins (<c>https://app.example.com</c>) whose pages may use these endpoints with a user's cookies. The application's own may always; others
    /// get 403, however the application's CORS rules are.
    /// </summary>
    /// <value>Default: none.</value>
    public IList<string> TrustedOrigins { get; } = [];

    /// <summary>What is wrong, each fault with its field, its value and what is allowed.</summary>
    internal virtual IEnumerable<string> FindFaults() => TrustedOrigins
        .Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out Uri? url) || url.GetLeftPart(UriPartial.Authority) != origin)
        .Select(origin => $"{nameof(TrustedOrigins)} has '{origin}'; an origin is a scheme, a host and perhaps a port.");
}
