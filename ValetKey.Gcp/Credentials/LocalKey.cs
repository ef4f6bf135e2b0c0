namespace ValetKey.Gcp.Credentials;

/// <summary>A key that is at hand and signs without waiting.</summary>
internal abstract class LocalKey(string account, V4Labels labels) : SigningKey(account, labels)
{
    /// <summary>The most bytes that a signature has: RSA of 4,096 bits.</summary>
    public const int LargestSignature = 512;

    /// <summary>Signs a text.</summary>
    /// <returns>How many bytes the signature has.</returns>
    public abstract int Sign(DayScope scope, ReadOnlySpan<byte> text, Span<byte> signature);
}
