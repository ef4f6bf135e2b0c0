using System.Diagnostics;

namespace ValetKey.Aws;

/// <summary>A CloudFront distribution, and the key to sign for it.</summary>
/// <remarks>
/// <para>
/// CloudFront does not bind the HTTP method into a signature: a key opens whatever the cache behavior allows. <b>The behavior must allow GET and HEAD
/// only</b>; where it also allows PUT, POST, PATCH or DELETE, and the origin takes them, a key for <see cref="Permissions.Read"/> opens these as
/// well. And the behavior must restrict viewer access to a trusted key group that has the public key, or else it asks for no signature at all.
/// </para>
/// <para>
/// A key for a prefix or a container ends in a wildcard, which CloudFront matches against the path as the client has written it. The origin must take
/// dot segments (<c>/reports/../secret</c>) for part of a name, as Amazon S3 does, and not follow them.
/// </para>
/// <para>A distribution behind which keys name a client network must have IPv6 turned off: CloudFront compares IPv4 addresses only.</para>
/// </remarks>
public sealed class CloudFrontOptions
{
    /// <summary>
    /// The distribution as clients reach it, such as <c>https://d111111abcdef8.cloudfront.net</c> or an alternate domain name: https, and nothing
    /// after the host.
    /// </summary>
    /// <value>Required; there is no default.</value>
    public Uri? DistributionUrl { get; set; }

    /// <summary>The id of the public key in the distribution's trusted key group, such as <c>K2JCJMDEHXQW5F</c>.</summary>
    /// <value>Required; there is no default.</value>
    public string KeyPairId { get; set; } = "";

    /// <summary>
    /// The private key in PEM, not encrypted: RSA of 2,048 bits (PKCS#1 or PKCS#8) or ECDSA on P-256 (SEC 1 or PKCS#8). Another one counts when the
    /// options are reloaded.
    /// </summary>
    /// <value>Default: null; <see cref="PrivateKeyPath"/> is set instead.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? PrivateKeyPem { get; set; }

    /// <summary>The file that holds the private key in PEM. Read at start and when the options are reloaded.</summary>
    /// <value>Default: null; <see cref="PrivateKeyPem"/> is set instead.</value>
    public string? PrivateKeyPath { get; set; }

    /// <summary>The hash under the signatures.</summary>
    /// <value>Default: <see cref="CloudFrontSignatureHash.Sha1"/>.</value>
    public CloudFrontSignatureHash SignatureHash { get; set; }

    /// <summary>
    /// Where in the distribution the application's containers stand: <c>/media</c>, or <c>/</c> for the container that is the whole distribution.
    /// None may lie within another. Once there is an entry, containers that have none are refused.
    /// </summary>
    /// <value>Default: empty; the objects of each container <c>c</c> are at <c>/c/name</c>.</value>
    public IDictionary<string, string> ContainerPaths { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
