namespace ValetKey.Providers;

/// <summary>
/// What signs, in whose name and under which labels: <see cref="V4HmacKey"/> and <see cref="V4RsaKey"/> here and at once; a class derived from this
/// one has another sign, such as a service for keys. To be kept, and used by many threads at once: what depends on the day is prepared for the last
/// two, since around midnight backdated and current times take turns.
/// </summary>
public abstract class V4Key : IDisposable
{
    private V4Day? _latest;
    private V4Day? _other;
    private bool _isDisposed;

    /// <summary>A key that is elsewhere.</summary>
    /// <param name="account">In whose name it signs.</param>
    /// <param name="labels">The words of the service.</param>
    protected V4Key(string account, V4Labels labels)
        : this(account, labels, securityToken: null)
    {
    }

    private protected V4Key(string account, V4Labels labels, string? securityToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(account);
        ArgumentNullException.ThrowIfNull(labels);
        Account = account;
        Labels = labels;
        SecurityToken = string.IsNullOrEmpty(securityToken) ? null : securityToken;
        EncodedToken = AsciiWriter.ToBytes(PercentEncoding.Encode(SecurityToken ?? ""));
    }

    /// <summary>In whose name it signs: the id of an access key, or a service account.</summary>
    public string Account { get; }

    /// <summary>The words of its signatures.</summary>
    public V4Labels Labels { get; }

    /// <summary>The session token that its requests bear, or null.</summary>
    internal string? SecurityToken { get; }

    /// <summary>The same as a query bears it; empty where there is none.</summary>
    internal byte[] EncodedToken { get; }

    /// <summary>Signs a text.</summary>
    /// <param name="text">The text to sign, which is no secret.</param>
    /// <param name="signedAt">The date of the signature, on which a derived key depends.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>The signature's bytes.</returns>
    /// <exception cref="ValetKeyException">No signature can be had.</exception>
    public abstract ValueTask<byte[]> SignAsync(byte[] text, DateTimeOffset signedAt, CancellationToken cancellationToken);

    /// <summary>The key without its secret.</summary>
    public sealed override string ToString() => $"{Labels.Algorithm} of {Account} [secret]";

    /// <summary>Clears what is secret. A key that was disposed signs no more.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    internal V4Day DayOf(DateTimeOffset time)
    {
        long number = V4Day.NumberOf(time);
        V4Day? latest = Volatile.Read(ref _latest);
        if (latest is not null && latest.Number == number)
        {
            return latest;
        }

        V4Day? other = Volatile.Read(ref _other);
        return other is not null && other.Number == number ? other : Prepare(time, latest);
    }

    /// <summary>Derives the key of a day, where there is one to derive.</summary>
    /// <param name="date">The day as a scope has it.</param>
    internal virtual KeyedHash? DeriveHash(string date) => null;

    /// <summary>Clears what is secret.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Volatile.Write(ref _isDisposed, true);
            _latest?.Hash?.Dispose();
            _other?.Hash?.Dispose();
        }
    }

    private V4Day Prepare(DateTimeOffset time, V4Day? latest)
    {
        V4Day fresh = new(this, time);
        Volatile.Write(ref _other, latest);
        Volatile.Write(ref _latest, fresh);
        if (Volatile.Read(ref _isDisposed))
        {
            fresh.Hash?.Dispose(); // The secret may have been cleared while the day's key was derived.
            throw new ObjectDisposedException(GetType().Name);
        }

        return fresh;
    }
}
