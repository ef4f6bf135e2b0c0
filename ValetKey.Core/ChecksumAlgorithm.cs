namespace ValetKey;

/// <summary>How a <see cref="Checksum"/> is computed.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>MD5 (RFC 1321), 16 bytes. Detects damage in transit; it is no defence against a forger.</summary>
    Md5,

    /// <summary>SHA-256 (FIPS 180-4), 32 bytes.</summary>
    Sha256,

    /// <summary>CRC-32C (RFC 3720, appendix B.4), 4 bytes, most significant first.</summary>
    Crc32C,

    /// <summary>CRC-64/NVME (NVM Express specification), 8 bytes, most significant first.</summary>
    Crc64Nvme,
}
