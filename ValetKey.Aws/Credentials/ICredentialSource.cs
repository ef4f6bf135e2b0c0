namespace ValetKey.Aws.Credentials;

/// <summary>Where credentials to sign with come from.</summary>
internal interface ICredentialSource
{
    /// <summary>Credentials that live until <paramref name="neededUntil"/> at least; at hand without waiting, but for the first time and after their end.</summary>
    /// <param name="now">The time of the grant.</param>
    /// <param name="neededUntil">The earliest end that is of use.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="ValetKeyException">None can be had, or none that live long enough.</exception>
    ValueTask<AwsCredential> GetAsync(DateTimeOffset now, DateTimeOffset neededUntil, CancellationToken cancellationToken);
}
