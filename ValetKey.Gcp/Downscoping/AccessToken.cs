namespace ValetKey.Gcp.Downscoping;

/// <summary>A token and when it really ends, in whole seconds.</summary>
internal sealed class AccessToken(string value, DateTimeOffset expiresAt)
{
    public string Value { get; } = value;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    public override string ToString() => $"access token until {ExpiresAt:u} [secret]";
}
