using System.Net;
using System.Text;
using ValetKey.Azure;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Sdk;

/// <summary>Everything that a token can vary in, drawn from a seed.</summary>
internal sealed class SasCaseGenerator(int seed) : CaseGenerator(seed)
{
    public T? Maybe<T>(params IReadOnlyList<T> choices)
        where T : class => Chance(0.5) ? Pick(choices) : null;

    public Guid Id()
    {
        byte[] bytes = new byte[16];
        Fill(bytes);
        return new Guid(bytes);
    }

    public DateTimeOffset Time() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(Number(0, 40_000_000));

    public string Name(bool isDirectory = false)
    {
        StringBuilder name = new("n");
        const int Longest = 1024;
        int target = Chance(0.03) ? Longest : Number(1, 40);
        while (true)
        {
            string piece = Pick(Pieces);
            if (Encoding.UTF8.GetByteCount(name + piece) > target)
            {
                break;
            }

            name.Append(piece);
        }

        string text = Chance(0.05) && target < Longest ? name + " " : name.ToString();
        while (isDirectory && text.Contains("//", StringComparison.Ordinal))
        {
            text = text.Replace("//", "/", StringComparison.Ordinal);
        }

        return isDirectory ? text.TrimEnd('/') : text;
    }

    public string Container() => Pick("media", "my-bucket-1", "abc", "$root", "$web");

    public Permissions Some(Permissions among)
    {
        Permissions some = (Permissions)Number(0, int.MaxValue - 1) & among;
        return some == Permissions.None ? among & (Permissions)(-(int)among) : some;
    }

    public ClientNetwork? Clients() => Number(0, 3) switch
    {
        0 => ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")),
        1 => ClientNetwork.FromRange(IPAddress.Parse("192.0.2.7"), IPAddress.Parse("192.0.2.7")),
        2 => ClientNetwork.FromRange(IPAddress.Parse("192.0.2.7"), IPAddress.Parse("198.51.100.9")),
        _ => null,
    };

    /// <param name="isPlain">Whether only what a request may hold: printable ASCII.</param>
    public ResponseOverrides Overrides(bool isPlain) => new()
    {
        ContentType = Maybe("text/x y", "application/vnd.a+json; charset=\"utf-8\""),
        ContentDisposition = Maybe("attachment; filename=\"a b+c&d=e%20.txt\"; filename*=UTF-8''%e2%82%ac",
            isPlain ? "inline" : "attachment; filename=\"é 日本😀.pdf\""),
        CacheControl = Maybe("max-age=60, private", "no-store"),
        ContentEncoding = Maybe("gzip", isPlain ? "br, gzip" : "ü"),
        ContentLanguage = "de",
    };

    public OrderedDictionary<string, string>? Pairs(params string[] names)
    {
        OrderedDictionary<string, string> pairs = [];
        foreach (string name in names.Where(_ => Chance(0.4)))
        {
            pairs.Add(name, Pick("a", "image/png; q=\"1\"", "x:y,z", "é 日本", "*", "A+b/c=="));
        }

        return pairs.Count == 0 ? null : pairs;
    }

    public KeyConstraints UploadConstraints(Permissions permission)
    {
        bool hasLength = permission != Permissions.Write && Chance(0.5);
        return new()
        {
            ContentType = permission != Permissions.Append && Chance(0.5)
                ? Pick("image/png", "text/plain; charset=utf-8", "application/vnd.a+json")
                : null,
            ContentLength = hasLength ? LengthRange.Exactly(Number(1, 1_000_000)) : null,
            Checksum = hasLength && Chance(0.6) ? new Checksum(ChecksumAlgorithm.Md5, Id().ToByteArray()) : null,
            ClientNetwork = Clients(),
        };
    }

    public IReadOnlyList<KeyExtra> Extras(bool isDelegated, bool isQueue, bool isVersion)
    {
        List<KeyExtra> extras = [];
        if (!isQueue && Chance(0.3))
        {
            extras.Add(new AzureEncryptionScope(Pick("scope1", "my scope&+")));
        }

        if (isVersion && Chance(0.5))
        {
            extras.Add(new AzureSnapshot());
        }

        if (!isDelegated && Chance(0.3))
        {
            extras.Add(new AzureStoredAccessPolicy(Pick("batch-7", "a b/c"))); // The SDK leaves it unescaped.
        }

        if (isDelegated && !isQueue && Chance(0.3))
        {
            extras.Add(new AzureAuthorizedObject(Id()));
        }

        if (isDelegated && Chance(0.3))
        {
            extras.Add(new AzureDelegatedUser(Id()) { TenantId = Chance(0.5) ? Id() : null });
        }

        return extras;
    }
}
