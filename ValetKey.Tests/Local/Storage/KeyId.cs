using System.Security.Cryptography;

namespace ValetKey.Tests.Local.Storage;

internal static class KeyId
{
    public static Guid New() => new(RandomNumberGenerator.GetBytes(16));
}
