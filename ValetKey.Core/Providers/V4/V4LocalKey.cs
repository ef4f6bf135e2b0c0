namespace ValetKey.Providers;

/// <summary>A key that is at hand and signs without waiting.</summary>
public abstract class V4LocalKey : V4Key
{
    private protected V4LocalKey(string account, V4Labels labels, string? securityToken)
        : base(account, labels, securityToken)
    {
    }

    /// <summary>How many bytes a signature has.</summary>
    internal abstract int SignatureLength { get; }

    /// <inheritdoc/>
    public sealed override ValueTask<byte[]> SignAsync(byte[] text, DateTimeOffset signedAt, CancellationToken cancellationToken)
    {
        byte[] signature = new byte[SignatureLength];
        Sign(DayOf(signedAt), text, signature);
        return ValueTask.FromResult(signature);
    }

    /// <summary>Signs a text.</summary>
    /// <param name="day">What was prepared for the date of the signature.</param>
    /// <param name="text">The text to sign.</param>
    /// <param name="signature"><see cref="SignatureLength"/> bytes.</param>
    internal abstract void Sign(V4Day day, ReadOnlySpan<byte> text, Span<byte> signature);
}
