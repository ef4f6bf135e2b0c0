using Microsoft.Extensions.Options;

namespace ValetKey.AspNetCore.Flow;

/// <summary>Keys to what is staged are issued for uploads alone: nobody reads, lists or swaps what nobody has looked at yet.</summary>
internal sealed class StagingPolicy : IKeyPolicy
{
    private static readonly AsyncLocal<bool> ForUploads = new();

    private readonly Lazy<UploadsOptions[]> _all;
    private readonly IServiceProvider _services;

    public StagingPolicy(IServiceProvider services, IEnumerable<UploadRegistration> registrations, IOptionsMonitor<UploadsOptions> options)
    {
        _services = services;
        _all = new Lazy<UploadsOptions[]>(() => [.. registrations.Select(registration => options.Get(registration.Name))]);
    }

    public static ValueTask<SignedUrl> IssueAsync(IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken) =>
        IssueAsync<SignedUrl>(issuer, request, cancellationToken);

    public static async ValueTask<TKey> IssueAsync<TKey>(IValetKeyIssuer issuer, KeyRequest request, CancellationToken cancellationToken)
        where TKey : IssuedKey
    {
        ForUploads.Value = true;
        return (TKey)await issuer.IssueAsync(request, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) =>
        !ForUploads.Value && _all.Value.FirstOrDefault(options => Reaches(options, request.Scope, context.IssuerName)) is { } reached
            ? throw ValetKeyException.Denied($"The key would open uploads in staging ('{reached.StagingPrefix}'). "
                + $"Ask for one object or one prefix, or give uploads a {nameof(UploadsOptions.StagingContainer)} of their own.")
            : new(request);

    private bool Reaches(UploadsOptions options, KeyScope scope, string issuer) => scope.Kind switch
    {
        ResourceKinds.Queue => false,
        _ when options.IssuerIn(_services) != issuer => false,
        _ when options.StagingContainer is { } own && scope.Container != own => false,
        ResourceKinds.Container => true,
        ResourceKinds.Prefix => scope.Name.StartsWith(options.StagingPrefix, StringComparison.Ordinal)
            || options.StagingPrefix.StartsWith(scope.Name, StringComparison.Ordinal),
        _ => scope.Name.StartsWith(options.StagingPrefix, StringComparison.Ordinal),
    };
}
