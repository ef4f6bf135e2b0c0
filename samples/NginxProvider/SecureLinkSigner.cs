using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ValetKey;
using ValetKey.Providers;

namespace NginxSecureLink;

/// <summary>Signs for <c>ngx_http_secure_link_module</c>, as <c>secure_link.conf</c> has nginx check it: an end, a path, nothing else.</summary>
/// <remarks>The module knows MD5 alone. The secret stands last: were it first, a path could be made longer without it.</remarks>
public sealed class SecureLinkSigner(SecureLinkOptions options) : IKeySigner
{
    private readonly string _origin = EndpointUrl.OriginOf(options.Endpoint!);
    private readonly string _secret = options.Secret;

    public SignerCapabilities Capabilities { get; } = new(
        new FormCapability(KeyForm.SignedUrl, new PermissionRule(ResourceKinds.Object, Permissions.Read)));

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string path = $"/{grant.Scope.Container}/{grant.Scope.Name}";
        if (path.EndsWith('/') || path.Contains("//", StringComparison.Ordinal))
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.Unsupported, $"To nginx '{path}' is another path, or a folder: it takes several slashes for one.");
        }

        // The second that nginx is told is the last in which it opens.
        string last = (grant.ExpiresAt.ToUnixTimeSeconds() - 1).ToString(CultureInfo.InvariantCulture);
        string signature = Base64Url.EncodeToString(MD5.HashData(Encoding.UTF8.GetBytes($"{last} {path} {_secret}")));
        string url = $"{_origin}{PercentEncoding.EncodePath(path)}?expires={last}&signature={signature}";
        return ValueTask.FromResult<IssuedKey>(new SignedUrl(grant, HttpMethod.Get, url));
    }
}
