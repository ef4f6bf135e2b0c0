namespace ValetKey.Azure.Signing;

/// <summary>
/// A version of the storage services (<c>sv</c>), which says what a token may hold and which text is signed ("Create a user delegation SAS" and
/// "Create a service SAS", Azure Storage REST API).
/// </summary>
internal sealed class SasVersion
{
    /// <summary>The newest version known here.</summary>
    public const string Newest = "2026-10-06";

    /// <summary>A version that emulators take which are a year old.</summary>
    public const string Emulator = "2025-11-05";

    /// <summary>The first version with user delegation.</summary>
    public const string Oldest = "2018-11-09";

    public SasVersion(string text)
    {
        Text = text;
        HasVersions = Since("2019-12-12");
        HasDirectories = Since("2020-02-10");
        HasEncryptionScopes = Since("2020-12-06");
        HasDelegatedUsers = Since("2025-07-05");
        HasSignedRequests = Since("2026-04-06");
    }

    public string Text { get; }

    /// <summary>Tokens for a version of a blob.</summary>
    public bool HasVersions { get; }

    /// <summary>Tokens for directories, with (un)authorised object ids and a correlation id under a delegation key.</summary>
    public bool HasDirectories { get; }

    public bool HasEncryptionScopes { get; }

    /// <summary>Tokens under a delegation key that are bound to a user, and such tokens for queues.</summary>
    public bool HasDelegatedUsers { get; }

    /// <summary>Headers and query parameters of the request in the signature of tokens under a delegation key.</summary>
    public bool HasSignedRequests { get; }

    /// <summary>Whether the text is a version: a day from <see cref="Oldest"/> to <see cref="Newest"/>.</summary>
    public static bool IsKnown(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", out _)
        && string.CompareOrdinal(text, Oldest) >= 0
        && string.CompareOrdinal(text, Newest) <= 0;

    private bool Since(string version) => string.CompareOrdinal(Text, version) >= 0;
}
