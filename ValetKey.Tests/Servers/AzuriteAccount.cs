using System.Security.Cryptography;

namespace ValetKey.Tests.Servers;

/// <summary>A storage account with its two keys, either of which signs.</summary>
internal sealed record AzuriteAccount(string Name, string Key1, string Key2)
{
    public static AzuriteAccount Create() => new($"valetkey{RandomNumberGenerator.GetHexString(8, lowercase: true)}", CreateKey(), CreateKey());

    /// <summary>A key as Azure makes them: 64 bytes in Base64.</summary>
    public static string CreateKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
}
