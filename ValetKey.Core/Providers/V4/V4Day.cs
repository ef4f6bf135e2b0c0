namespace ValetKey.Providers;

/// <summary>What depends on the key and the day alone, prepared once ("Derive a signing key", AWS Signature Version 4).</summary>
internal sealed class V4Day
{
    public V4Day(V4Key key, DateTimeOffset time)
    {
        V4Labels labels = key.Labels;
        string date = BasicDate.Format(time)[..BasicDate.DayLength];
        string scope = $"{date}/{labels.Region}/{labels.Service}/{labels.Terminator}";
        Number = NumberOf(time);
        Credential = $"{key.Account}/{scope}";
        EncodedCredential = AsciiWriter.ToBytes(PercentEncoding.Encode(Credential));
        Scope = AsciiWriter.ToBytes(scope);
        Hash = key.DeriveHash(date);
    }

    public long Number { get; }

    /// <summary>The account and the scope, as forms bear them.</summary>
    public string Credential { get; }

    /// <summary>The same as a query bears them.</summary>
    public byte[] EncodedCredential { get; }

    public byte[] Scope { get; }

    /// <summary>The day's derived key, where an HMAC signs.</summary>
    public KeyedHash? Hash { get; }

    public static long NumberOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerDay;
}
