using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What signs, in whose name, and the scopes of the last two days: around midnight, backdated and current times take turns.</summary>
internal abstract class SigningKey(string account, V4Labels labels) : IDisposable
{
    private DayScope? _latest;
    private DayScope? _other;

    public string Account { get; } = account;

    public V4Labels Labels { get; } = labels;

    public DayScope ScopeOf(DateTimeOffset time)
    {
        long day = DayScope.DayOf(time);
        DayScope? latest = Volatile.Read(ref _latest);
        if (latest is not null && latest.Day == day)
        {
            return latest;
        }

        DayScope? other = Volatile.Read(ref _other);
        if (other is not null && other.Day == day)
        {
            return other;
        }

        DayScope fresh = new(Account, Labels, time, HashDerivation);
        Volatile.Write(ref _other, latest);
        Volatile.Write(ref _latest, fresh);
        return fresh;
    }

    public override string ToString() => $"{Labels.Algorithm} of {Account} [secret]";

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Derives the key of a day, where there is one to derive.</summary>
    protected virtual Func<string, KeyedHash>? HashDerivation => null;

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _latest?.Hash?.Dispose();
            _other?.Hash?.Dispose();
        }
    }
}
