using System.Data.Common;

namespace ValetKey.Azure.Accounts;

/// <summary>What a connection string says ("Configure Azure Storage connection strings").</summary>
internal sealed record ConnectionSettings
{
    public string? AccountName { get; init; }

    public string? AccountKey { get; init; }

    public string? BlobEndpoint { get; init; }

    public string? QueueEndpoint { get; init; }

    public string? EndpointSuffix { get; init; }

    public string Protocol { get; init; } = "https";

    public bool UsesEmulator { get; init; }

    /// <summary>Reads a connection string; says what is wrong without a fragment of it.</summary>
    public static string? TryParse(string text, out ConnectionSettings settings)
    {
        settings = new ConnectionSettings();
        DbConnectionStringBuilder parts = [];
        try
        {
            parts.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return "is malformed; it must be name=value pairs parted by semicolons";
        }

        if (parts.ContainsKey("SharedAccessSignature"))
        {
            return "holds a shared access signature, which cannot sign others; it must hold an account key";
        }

        string protocol = Find(parts, "DefaultEndpointsProtocol") ?? "https";
        bool isHttp = protocol is "http" or "https";
        settings = new ConnectionSettings
        {
            AccountName = Find(parts, "AccountName"),
            AccountKey = Find(parts, "AccountKey"),
            BlobEndpoint = Find(parts, "BlobEndpoint"),
            QueueEndpoint = Find(parts, "QueueEndpoint"),
            EndpointSuffix = Find(parts, "EndpointSuffix"),
            Protocol = isHttp ? protocol : "https",
            UsesEmulator = string.Equals(Find(parts, "UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase),
        };
        return settings switch
        {
            _ when !isHttp => "has a DefaultEndpointsProtocol that is neither http nor https",
            { UsesEmulator: false, AccountKey: null } => "holds no AccountKey",
            _ => null,
        };
    }

    public override string ToString() => $"connection to {AccountName} [secret]";

    private static string? Find(DbConnectionStringBuilder parts, string name) =>
        parts.TryGetValue(name, out object? value) && value is string { Length: > 0 } text ? text : null;
}
