using ValetKey.Providers;

namespace ValetKey.Aws.Credentials;

/// <summary>Where credentials to sign with come from.</summary>
internal interface ICredentialSource
{
    /// <summary>
    /// Credentials that live until <see cref="LeaseNeed.MinimumEnd"/> at least; at hand without waiting, but for the first time and after their end.
    /// </summary>
    /// <param name="need">What the grant needs of them.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ValetKeyException">None can be had, or none that live long enough.</exception>
    ValueTask<AwsCredential> GetAsync(LeaseNeed need, CancellationToken cancellationToken);
}
