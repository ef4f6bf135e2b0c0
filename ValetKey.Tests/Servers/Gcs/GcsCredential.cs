namespace ValetKey.Tests.Servers.Gcs;

/// <summary>A credential scope, <c>account/day/location/storage/goog4_request</c>.</summary>
internal sealed record GcsCredential(string Account, string Day, string Location)
{
    public string Scope => $"{Day}/{Location}/storage/goog4_request";

    public static GcsCredential Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts is [{ Length: > 0 } account, { Length: 8 } day, { Length: > 0 } location, "storage", "goog4_request"]
            ? new GcsCredential(account, day, location)
            : throw GcsFault.Malformed($"The credential '{text}' is no account with its scope.");
    }
}
