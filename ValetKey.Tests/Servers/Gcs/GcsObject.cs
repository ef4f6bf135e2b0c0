namespace ValetKey.Tests.Servers.Gcs;

/// <summary>One generation of an object.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Headers">What it was stored with: content type, own metadata, encryption.</param>
internal sealed record GcsObject(long Generation, byte[] Content, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Of how many it was composed; null where it was not.</summary>
    public int? Components { get; init; }

    public DateTimeOffset Created { get; init; }

    public string ContentType => Headers["content-type"];

    public string? Encryption => Headers.GetValueOrDefault("x-goog-encryption-key-sha256");
}
