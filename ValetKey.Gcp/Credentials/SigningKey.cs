using System.Text;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What signs, in whose name, and the scopes of the last two days: around midnight, backdated and current times take turns.</summary>
internal abstract class SigningKey(string account, string algorithm) : IDisposable
{
    public const string Rsa = "GOOG4-RSA-SHA256";
    public const string Hmac = "GOOG4-HMAC-SHA256";

    private DayScope? _latest;
    private DayScope? _other;

    public string Account { get; } = account;

    public string AlgorithmName { get; } = algorithm;

    public byte[] Algorithm { get; } = Encoding.ASCII.GetBytes(algorithm);

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

        DayScope fresh = new(Account, time, HashDerivation);
        Volatile.Write(ref _other, latest);
        Volatile.Write(ref _latest, fresh);
        return fresh;
    }

    public override string ToString() => $"{AlgorithmName} of {Account} [secret]";

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
