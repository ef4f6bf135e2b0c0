namespace ValetKey.Aws;

/// <summary>The hash under a CloudFront signature.</summary>
public enum CloudFrontSignatureHash
{
    /// <summary>SHA-1, which CloudFront takes where a key names no hash, and always has.</summary>
    Sha1,

    /// <summary>SHA-256, which CloudFront takes since April 2026 where a key says so (<c>Hash-Algorithm=SHA256</c>).</summary>
    Sha256,
}
