using System.ComponentModel.DataAnnotations;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Amazon.S3;
using ValetKey.Aws.Clients;
using ValetKey.Providers;

namespace ValetKey.Aws;

/// <summary>An S3 or S3-compatible store, and how to sign for it.</summary>
/// <remarks>
/// <para>
/// An application that uses S3 already need not say it twice. What is not set here comes from <see cref="Client"/>; else from the
/// <see cref="IAmazonS3"/> or the <see cref="AWSOptions"/> that are registered under the issuer's name; else from those that are registered without a
/// name, unless the options name another place than theirs. That is the region, <see cref="ServiceUrl"/>, path style, dual stack, acceleration and
/// what signs. They must be singletons.
/// </para>
/// <para>
/// What is set here wins, but a region or a URL other than that of <see cref="Client"/>, or of what has the issuer's name, is a fault at start. So is
/// what keys cannot be made of: FIPS endpoints, a provider of endpoints, anonymous access.
/// </para>
/// </remarks>
public sealed class AmazonS3Options
{
    /// <summary>
    /// The application's own client, of Amazon's SDK. It is asked for its settings and its credentials; for keys it makes no calls, but the
    /// application's own operations (<see cref="IStorageOperations"/>) are done with it.
    /// </summary>
    /// <value>Default: null; one that is registered, if any.</value>
    public IAmazonS3? Client { get; set; }

    /// <summary>
    /// The region, such as <c>eu-west-1</c>; for a compatible store what it expects, often <c>us-east-1</c>. Required, unless a client gives it.
    /// </summary>
    public string Region { get; set; } = "";

    /// <summary>The URL of a compatible store (Ceph, MinIO, R2, …), as the application reaches it.</summary>
    /// <remarks>
    /// Amazon refuses a request with an <c>x-amz</c> header that is not signed. Not every store does: at Ceph's gateway (seen in version 16) the
    /// holder of a URL that writes can add <c>x-amz-copy-source</c> and so copy another object that the signing credentials may read, past the URL's
    /// limits on the content and, with <see cref="Permissions.Create"/>, over an object that is there. At such a store set <see
    /// cref="RestrictUploads"/>, or let credentials sign that may only write. <see cref="PinUploadHeaders"/> keeps access lists and tags from being
    /// added. What is left to the holder there, with or without a session: an encryption key of his own (SSE-C), a retention where the bucket has
    /// object lock, and metadata, which a URL therefore does not enforce at such a store; a form does. In a bucket that keeps versions that gateway
    /// does not look at <c>If-None-Match</c> either, so <see cref="Permissions.Create"/> puts a new version over an object that is there.
    /// </remarks>
    /// <value>Default: null; Amazon S3 in <see cref="Region"/>.</value>
    public Uri? ServiceUrl { get; set; }

    /// <summary>
    /// Whether URLs that write to a compatible store (<see cref="ServiceUrl"/>) have the headers <c>x-amz-acl: private</c> and <c>x-amz-tagging</c>,
    /// empty, among the signed ones, so that a store which takes such headers unsigned refuses others: an object cannot be made public by who uploads
    /// it. The client must send both, as <see cref="SignedUrl.Headers"/> says. Turn it off where a store does not know them.
    /// </summary>
    /// <value>Default: true. Amazon S3 refuses headers that are not signed, and gets none of these.</value>
    public bool PinUploadHeaders { get; set; } = true;

    /// <summary>
    /// Whether a compatible store (<see cref="ServiceUrl"/>) heeds conditions where an object is copied in parts:
    /// <c>x-amz-copy-source-if-match</c> of UploadPartCopy, and <c>If-None-Match: *</c> of CompleteMultipartUpload. Then
    /// <see cref="IStorageOperations.PublishAsync"/> copies on its side.
    /// </summary>
    /// <remarks>
    /// A store that ignores them says nothing, and publishes what has changed since it was inspected, or over what is there: so does Ceph's gateway
    /// (seen in version 16). Without this, what is published is read and written by the application, under the conditions of GET and PUT, which such
    /// stores do heed; up to 5 GiB, and into buckets without versions unless it may overwrite.
    /// </remarks>
    /// <value>Default: false. Amazon S3 heeds them, whatever is set here.</value>
    public bool HasConditionalCopies { get; set; }

    /// <summary>The URL at which clients reach the store, where that differs from <see cref="ServiceUrl"/>. Keys are signed for this host.</summary>
    /// <value>Default: null; as the application reaches it.</value>
    public Uri? PublicUrl { get; set; }

    /// <summary>Where URLs name the bucket.</summary>
    /// <value>Default: <see cref="S3AddressingStyle.Automatic"/>.</value>
    public S3AddressingStyle AddressingStyle { get; set; }

    /// <summary>Whether URLs name the endpoints that answer over IPv6 too. Amazon S3 only.</summary>
    /// <value>Default: false.</value>
    public bool UseDualStack { get; set; }

    /// <summary>Whether URLs name the transfer acceleration endpoint; the bucket must have it turned on. Amazon S3 only.</summary>
    /// <value>Default: false.</value>
    public bool UseAccelerate { get; set; }

    /// <summary>The buckets behind the application's names for containers. A name that is not here is taken as it is.</summary>
    /// <value>Default: empty.</value>
    public IDictionary<string, string> ContainerNames { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What signs.</summary>
    /// <value>
    /// Default: null; what the client or the setup signs with, else the SDK's own chain: environment, profile, container or instance role.
    /// </value>
    public AWSCredentials? Credentials { get; set; }

    /// <summary>
    /// The role whose permissions keys may have, such as <c>arn:aws:iam::123456789012:role/uploads</c>. With it a request that a URL or a form cannot
    /// express (a prefix, a client network, https only, a start in the future, a queue) is served by credentials of this role that a session policy
    /// restricts to just that request. The application's own credentials must be allowed to assume it.
    /// </summary>
    /// <value>Default: null; such requests are refused.</value>
    public string? RoleArn { get; set; }

    /// <summary>
    /// Whether every upload's URL and form is signed by a session of <see cref="RoleArn"/> that may write that one object and nothing else. For
    /// stores that accept headers which were not signed; it costs one call to the token service for each object.
    /// </summary>
    /// <value>Default: false.</value>
    public bool RestrictUploads { get; set; }

    /// <summary>
    /// The ARNs of the keys of the key management service that objects are encrypted with (SSE-KMS), such as
    /// <c>arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab</c>, or <c>*</c> for those that the role may use. Keys that
    /// need a session of <see cref="RoleArn"/> then decrypt and encrypt with them, through S3 alone (<c>kms:ViaService</c>). Without them the session
    /// may use none, and S3 refuses what is encrypted so.
    /// </summary>
    /// <value>Default: empty.</value>
    public IList<string> SessionKmsKeys { get; } = [];

    /// <summary>The name that the role's sessions bear in the service's logs: 2 to 64 letters, digits and <c>=,.@_-</c>.</summary>
    /// <value>Default: <c>valetkey</c>.</value>
    public string RoleSessionName { get; set; } = "valetkey";

    /// <summary>The external id that the role's trust policy demands.</summary>
    /// <value>Default: null.</value>
    public string? ExternalId { get; set; }

    /// <summary>The URL of a compatible store's security token service.</summary>
    /// <value>Default: null; Amazon's in <see cref="Region"/>, or <see cref="ServiceUrl"/> where that is set.</value>
    public Uri? StsServiceUrl { get; set; }

    /// <summary>
    /// The longest session, 15 minutes to 12 hours; the role's own maximum must allow it. Keys that need sessions end with them
    /// (<see cref="ExpiryLimit.Credential"/>).
    /// </summary>
    /// <value>Default: 1 hour, the most for a role that assumes a role.</value>
    [TimeSpanRange("00:15:00", "12:00:00")]
    public TimeSpan MaximumSessionDuration { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The longest session policy that the service takes, 100 to 2,048 characters. A longer one is refused before the call.</summary>
    /// <value>Default: 2,048, Amazon's limit. Ceph's gateway takes about 1,600.</value>
    [Range(100, 2048)]
    public int MaximumSessionPolicyLength { get; set; } = 2048;

    /// <summary>Whether the store is not Amazon's own, and so is not believed to check what Amazon checks.</summary>
    internal bool IsCompatible => ServiceUrl is not null;

    /// <summary>What was found of the application's own.</summary>
    internal S3Setup? Setup { get; set; }
}
