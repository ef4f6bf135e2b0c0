using System.Net;
using System.Net.Sockets;
using ValetKey.Providers;

namespace ValetKey.Aws.CloudFront;

/// <summary>What CloudFront cannot express and capabilities, which speak of kinds of constraints, cannot say.</summary>
internal static class GrantRules
{
    private const string Wildcards = "*?";

    public static void Check(KeyGrant grant, PolicySigner signer)
    {
        if (grant.IsStable && !signer.IsDeterministic)
        {
            throw Unsupported(
                $"No two ECDSA signatures are alike, so equal requests cannot give equal keys. Leave {nameof(KeyRequest.StableFor)} out, or "
                    + "sign with an RSA key.");
        }
    }

    public static IPNetwork? NetworkOf(KeyConstraints constraints)
    {
        if (constraints.ClientNetwork is not { } clients)
        {
            return null;
        }

        return clients.First.AddressFamily == AddressFamily.InterNetwork && clients.TryGetNetwork(out IPNetwork network)
            ? network
            : throw Unsupported($"CloudFront compares IPv4 addresses with one network, and {nameof(KeyConstraints.ClientNetwork)} is {clients}.");
    }

    /// <summary>
    /// Names that have wildcards. CloudFront compares a policy's resource with the URL as the client has written it, so the percent-encoded
    /// <c>%2A</c> should match nothing but itself. But the documentation does not say that CloudFront never decodes a resource first, and if it did,
    /// the key would open more than was granted. A canned policy is compared with nothing: CloudFront writes it anew from the URL and checks the
    /// signature.
    /// </summary>
    public static void CheckWildcards(KeyScope scope)
    {
        if (scope.Container.AsSpan().ContainsAny(Wildcards) || scope.Name.AsSpan().ContainsAny(Wildcards))
        {
            throw Unsupported(
                $"{scope} has * or ?, which are wildcards in a policy that names a prefix, a container, a client network or a start: the key "
                    + "might open more. "
                + "One object without these constraints can be opened by a canned policy.");
        }
    }

    private static ValetKeyException Unsupported(string message) => new(ValetKeyErrorReason.Unsupported, message);
}
