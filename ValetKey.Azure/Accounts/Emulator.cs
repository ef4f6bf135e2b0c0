namespace ValetKey.Azure.Accounts;

/// <summary>What everybody knows of Azurite ("Use the Azurite emulator", well-known storage account and key).</summary>
internal static class Emulator
{
    public const string AccountName = "devstoreaccount1";

    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public static Uri BlobUri(string account) => new($"http://127.0.0.1:10000/{account}");

    public static Uri QueueUri(string account) => new($"http://127.0.0.1:10001/{account}");
}
