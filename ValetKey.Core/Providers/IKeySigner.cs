namespace ValetKey.Providers;

/// <summary>A provider's half: turns a grant into a key.</summary>
/// <remarks>
/// The obligations of a signer:
/// <list type="bullet">
/// <item>It signs what the grant says: no wider scope, no further permission, every constraint bound. What it cannot express it does not
/// declare.</item>
/// <item>It has no clock of its own. <see cref="KeyGrant.NotBefore"/>, <see cref="KeyGrant.ExpiresAt"/> and <see cref="KeyGrant.IssuedAt"/> are the
/// times.</item>
/// <item>It makes no network call but to obtain credentials, and creates nothing at the service.</item>
/// <item>The key never outlives its credential: it ends sooner, with <see cref="ExpiryLimit.Credential"/>; and when that would be before
/// <see cref="KeyGrant.MinimumExpiresAt"/>, the credential is renewed or the call fails with
/// <see cref="ValetKeyErrorReason.CredentialsUnavailable"/>. <see cref="KeyGrant.EndingBy"/> sees to both.</item>
/// <item>Where <see cref="KeyGrant.IsStable"/> says so, the same grant but for its id gives the same key; the id stays out of it.</item>
/// <item>It honours cancellation, is safe for concurrent use, and lets nothing secret into exceptions or logs.</item>
/// </list>
/// The issuer checks what it can of this and hands out nothing that breaks it.
/// </remarks>
public interface IKeySigner
{
    /// <summary>
    /// What the service behind this signer can enforce. Changes only with the signer's options; what a changed signer cannot express it refuses.
    /// </summary>
    SignerCapabilities Capabilities { get; }

    /// <summary>Signs a grant that the capabilities can express.</summary>
    /// <param name="grant">What to sign.</param>
    /// <param name="cancellationToken">Gives up the wait for credentials.</param>
    /// <returns>A key in the form <see cref="KeyGrant.Form"/>.</returns>
    /// <exception cref="ValetKeyException">No credential, or the service's own rules for names forbid the scope.</exception>
    ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken);
}
