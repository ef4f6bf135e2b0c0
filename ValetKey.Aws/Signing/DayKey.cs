using System.Security.Cryptography;
using System.Text;
using ValetKey.Aws.Credentials;
using ValetKey.Providers;

namespace ValetKey.Aws.Signing;

/// <summary>
/// What depends on the credential and the day alone, prepared once: the derived key and the credential scope
/// ("Derive a signing key", AWS Signature Version 4).
/// </summary>
internal sealed class DayKey
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public DayKey(AwsCredential credential, DateTimeOffset time, string region, string service)
    {
        Credential = credential;
        Day = DayOf(time);
        string date = time.UtcDateTime.ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        string scope = $"{date}/{region}/{service}/aws4_request";
        CredentialText = $"{credential.AccessKeyId}/{scope}";
        EncodedCredential = Encoding.ASCII.GetBytes(PercentEncoding.Encode(CredentialText));
        Scope = Encoding.ASCII.GetBytes(scope);
        Hash = new KeyedHash(HashAlgorithmName.SHA256, Derive("AWS4" + credential.SecretAccessKey, date, region, service));
    }

    public AwsCredential Credential { get; }

    public long Day { get; }

    public string CredentialText { get; }

    public byte[] EncodedCredential { get; }

    public byte[] Scope { get; }

    public KeyedHash Hash { get; }

    public static long DayOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerDay;

    private static byte[] Derive(string secret, string date, string region, string service)
    {
        byte[] key = Encoding.UTF8.GetBytes(secret);
        foreach (string part in (ReadOnlySpan<string>)[date, region, service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return key;
    }
}

/// <summary>The last two days' keys: around midnight, backdated and current times take turns.</summary>
internal sealed class DayKeys(string region, string service)
{
    private DayKey? _latest;
    private DayKey? _other;

    public DayKey Get(AwsCredential credential, DateTimeOffset time)
    {
        long day = DayKey.DayOf(time);
        DayKey? latest = Volatile.Read(ref _latest);
        if (latest is not null && latest.Day == day && ReferenceEquals(latest.Credential, credential))
        {
            return latest;
        }

        DayKey? other = Volatile.Read(ref _other);
        if (other is not null && other.Day == day && ReferenceEquals(other.Credential, credential))
        {
            return other;
        }

        DayKey fresh = new(credential, time, region, service);
        Volatile.Write(ref _other, latest);
        Volatile.Write(ref _latest, fresh);
        return fresh;
    }
}
