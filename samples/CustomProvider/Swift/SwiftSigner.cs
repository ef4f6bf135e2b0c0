using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using ValetKey;
using ValetKey.Providers;

namespace OpenStackSwift;

/// <summary>Signs Swift's temporary URLs ("TempURL" in Swift's documents) with SHA-256.</summary>
/// <remarks>Swift answers HEAD on a URL that was signed for GET or PUT.</remarks>
public sealed class SwiftSigner(SwiftOptions options) : IKeySigner, IDisposable
{
    private const Permissions OneMethodEach = Permissions.Read | Permissions.ReadProperties | Permissions.Write | Permissions.Delete;

    private readonly string _origin = EndpointUrl.OriginOf(options.Endpoint!);
    private readonly string _account = options.Account;
    private readonly KeyedHash _hash = new(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(options.Secret));

    public SignerCapabilities Capabilities { get; } = new(
        new FormCapability(
            KeyForm.SignedUrl,
            new PermissionRule(ResourceKinds.Object, OneMethodEach, ConstraintKinds.ClientNetwork)),
        new FormCapability(
            KeyForm.SignedQuery,
            new PermissionRule(ResourceKinds.Prefix | ResourceKinds.Container, OneMethodEach, ConstraintKinds.ClientNetwork)));

    public ValueTask<IssuedKey> SignAsync(KeyGrant grant, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IssuedKey>(grant.Form == KeyForm.SignedUrl ? SignUrl(grant) : SignQuery(grant));
    }

    public void Dispose() => _hash.Dispose();

    private SignedUrl SignUrl(KeyGrant grant)
    {
        string path = $"{ContainerOf(grant)}/{grant.Scope.Name}";
        return new SignedUrl(grant, grant.Permissions.ToHttpMethod(), $"{_origin}{PercentEncoding.EncodePath(path)}?{Sign(grant, path)}");
    }

    // A whole container is what begins with nothing.
    private SignedQuery SignQuery(KeyGrant grant)
    {
        string container = ContainerOf(grant);
        string prefix = grant.Scope.Name;
        string query = $"{Sign(grant, $"prefix:{container}/{prefix}")}&temp_url_prefix={PercentEncoding.Encode(prefix)}";
        return new SignedQuery(grant, _origin + PercentEncoding.EncodePath(container), query, KeyOperation.OnObjects(grant.Permissions));
    }

    private string ContainerOf(KeyGrant grant) => $"/v1/{_account}/{grant.Scope.Container}";

    private string Sign(KeyGrant grant, string path)
    {
        string expires = grant.ExpiresAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        string signed = $"{grant.Permissions.ToHttpMethod()}\n{expires}\n{path}";
        string range = "";
        if (grant.Constraints.ClientNetwork?.TryGetNetwork(out IPNetwork network) == true)
        {
            signed = $"ip={network}\n{signed}";
            range = $"&temp_url_ip_range={PercentEncoding.Encode(network.ToString())}";
        }

        Span<byte> signature = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.Hash(Encoding.UTF8.GetBytes(signed), signature);
        return $"temp_url_sig={Convert.ToHexStringLower(signature)}&temp_url_expires={expires}{range}";
    }
}
