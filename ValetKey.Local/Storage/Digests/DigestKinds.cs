namespace ValetKey.Local.Storage.Digests;

[Flags]
internal enum DigestKinds
{
    None = 0,
    Md5 = 1,
    Sha256 = 2,
    Crc32C = 4,
    Crc64Nvme = 8,
}
