using System.Diagnostics;

namespace ValetKey.Gcp;

/// <summary>A load balancer with Cloud CDN, and the key to sign for it.</summary>
/// <remarks>
/// <para>
/// Cloud CDN checks requests that are signed, and <b>lets through those that are not</b>: the backend must refuse them. A bucket behind it must not
/// be public, and must let the project's service account for cache fills (<c>service-NUMBER@cloud-cdn-fill.iam.gserviceaccount.com</c>, there once a
/// key is) read its objects. A backend of another kind must check the signatures itself. Keys count at the backends that they were added to; where
/// Cloud CDN is off, nothing is checked.
/// </para>
/// <para>
/// Of signed requests only those pass whose method reads. A key has no start, and opens from anywhere.
/// </para>
/// <para>
/// A key for a prefix or a container opens every URL that begins with it as text. The backend must take dot segments (<c>/reports/../secret</c>) for
/// part of a name, as Cloud Storage does, and not follow them.
/// </para>
/// </remarks>
public sealed class CloudCdnOptions
{
    /// <summary>The load balancer as clients reach it, such as <c>https://media.example.com</c>: https, and nothing after the host.</summary>
    /// <value>Required; there is no default.</value>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The name under which the key was added to the backend (<c>gcloud compute backend-buckets add-signed-url-key</c>): up to 63 letters, digits,
    /// <c>-</c> and <c>_</c>.
    /// </summary>
    /// <value>Required; there is no default.</value>
    public string KeyName { get; set; } = "";

    /// <summary>
    /// The key in base64url, as it was added to the backend: 16 bytes, so 22 characters and the padding <c>==</c>. Another one counts at once when
    /// the options are reloaded.
    /// </summary>
    /// <value>Default: null; <see cref="KeyPath"/> is set instead.</value>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? Key { get; set; }

    /// <summary>The file that holds the key in base64url. Read at start and when the options are reloaded.</summary>
    /// <value>Default: null; <see cref="Key"/> is set instead.</value>
    public string? KeyPath { get; set; }

    /// <summary>
    /// Where behind the load balancer the application's containers stand: <c>/media</c>, or <c>/</c> for the container that is all of it. None may
    /// lie within another. Once there is an entry, containers that have none are refused.
    /// </summary>
    /// <value>Default: empty; the objects of each container <c>c</c> are at <c>/c/name</c>.</value>
    public IDictionary<string, string> ContainerPaths { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
