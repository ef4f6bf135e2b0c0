using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text.Unicode;

namespace ValetKey.Aws.CloudFront;

/// <summary>A policy statement for one resource, a URL that is ASCII and needs no escaping in JSON.</summary>
/// <remarks>
/// The text is that of "Create a policy statement for a signed URL that uses a canned policy" in the CloudFront developer guide, down to the byte,
/// since CloudFront writes a canned policy anew; a custom one, which adds conditions or a wildcard, travels with the key.
/// </remarks>
internal readonly record struct PolicyStatement(string Resource, long ExpiresAt)
{
    /// <summary>All of the text but the resource and the network.</summary>
    private const int FixedParts = 256;

    /// <summary>The second after which the key opens; CloudFront refuses on it as well as before it.</summary>
    public long? StartsAfter { get; init; }

    public IPNetwork? ClientNetwork { get; init; }

    /// <summary>Whether the resource ends in a wildcard.</summary>
    public bool IsPattern { get; init; }

    /// <summary>Whether it says no more than a canned policy can.</summary>
    public bool IsCanned => StartsAfter is null && ClientNetwork is null && !IsPattern;

    public SignedPolicy Sign(PolicySigner signer, string keyPairId)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Resource.Length + FixedParts);
        try
        {
            ReadOnlySpan<byte> text = buffer.AsSpan(0, Write(buffer));
            return IsCanned
                ? new SignedPolicy("Expires", ExpiresAt.ToString(CultureInfo.InvariantCulture), signer.Sign(text), keyPairId, signer.Hash)
                : new SignedPolicy("Policy", UrlSafeBase64.Encode(text), signer.Sign(text), keyPairId, signer.Hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the text that is signed.</summary>
    public int Write(Span<byte> destination)
    {
        string start = StartsAfter is { } second ? $$""","DateGreaterThan":{"AWS:EpochTime":{{second}}}""" : "";
        string address = ClientNetwork is { } network ? $$$""","IpAddress":{"AWS:SourceIp":"{{{network}}}"}""" : "";
        string conditions = start + address;
        return Utf8.TryWrite(
            destination,
            CultureInfo.InvariantCulture,
            $$$"""{"Statement":[{"Resource":"{{{Resource}}}","Condition":{"DateLessThan":{"AWS:EpochTime":{{{ExpiresAt}}}}{{{conditions}}}}}]}""",
            out int written)
            ? written
            : throw new ArgumentException("The policy does not fit.", nameof(destination));
    }
}
