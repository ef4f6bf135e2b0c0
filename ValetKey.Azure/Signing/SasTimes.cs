namespace ValetKey.Azure.Signing;

/// <summary>A token's times as text, written once for the signature and for the query. What is not set is empty.</summary>
internal readonly ref struct SasTimes
{
    /// <param name="token">The token.</param>
    /// <param name="buffer">Room for two times.</param>
    public SasTimes(in SasToken token, Span<byte> buffer)
    {
        Start = Format(token.StartsAt, buffer[..SasTime.Length]);
        End = Format(token.ExpiresAt, buffer[SasTime.Length..]);
    }

    public ReadOnlySpan<byte> Start { get; }

    public ReadOnlySpan<byte> End { get; }

    private static ReadOnlySpan<byte> Format(DateTimeOffset? time, Span<byte> buffer)
    {
        if (time is not { } known)
        {
            return default;
        }

        SasTime.Write(buffer, known);
        return buffer;
    }
}
