using System.Text;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What depends on the signing account and the day alone, prepared once ("Credential scope", V4 signing process of Cloud Storage).</summary>
internal sealed class DayScope
{
    public DayScope(string account, V4Labels labels, DateTimeOffset time, Func<string, KeyedHash>? derive)
    {
        Day = DayOf(time);
        string date = BasicDate.Format(time)[..BasicDate.DayLength];
        string scope = $"{date}/{labels.Location}/{labels.Service}/{labels.RequestType}";
        Credential = $"{account}/{scope}";
        EncodedCredential = Encoding.ASCII.GetBytes(PercentEncoding.Encode(Credential));
        Text = Encoding.ASCII.GetBytes(scope);
        Hash = derive?.Invoke(date);
    }

    public long Day { get; }

    /// <summary>The account and the scope, as forms bear them.</summary>
    public string Credential { get; }

    public byte[] EncodedCredential { get; }

    public byte[] Text { get; }

    /// <summary>The day's derived key, where an HMAC signs.</summary>
    public KeyedHash? Hash { get; }

    public static long DayOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerDay;
}
