namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>What signs, and the version of the service that the token is written for.</summary>
internal sealed record Signature(Signature.Kinds Kind, string Version)
{
    public enum Kinds
    {
        FirstKey,
        SecondKey,
        Delegation,
    }

    /// <summary>The layouts of the string to sign change between these.</summary>
    private static readonly string[] Versions = ["2018-11-09", "2020-02-10", "2020-12-06", "2022-11-02", "2025-11-05", "2026-04-06", "2026-10-06"];

    public static Signature FirstKey { get; } = new(Kinds.FirstKey, "2026-10-06");

    public static Signature Delegation { get; } = new(Kinds.Delegation, "2025-11-05");

    /// <summary>One of each kind that can be misused in its own way.</summary>
    public static Signature[] Both { get; } = [FirstKey, Delegation];

    public static Signature[] Every { get; } =
    [
        .. Versions.Select(version => new Signature(Kinds.FirstKey, version)),
        new(Kinds.SecondKey, "2018-11-09"),
        new(Kinds.SecondKey, "2026-10-06"),
        .. Versions.Select(version => new Signature(Kinds.Delegation, version)),
    ];

    public override string ToString() => $"{Kind} {Version}";
}
