using System.Security;

namespace ValetKey.Gcp.Credentials;

/// <summary>What makes the options' credential valid. Faults name the field and never repeat what may be a secret.</summary>
internal static class CredentialRules
{
    public static IEnumerable<string> FaultsOf(GoogleCloudStorageOptions options)
    {
        string[] set = [.. Set(options)];
        if (set.Length > 1)
        {
            yield return $"{string.Join(", ", set)} are set; set one of them.";
        }

        if (options.ServiceAccount is { } account && !IsAccount(account))
        {
            yield return $"{nameof(options.ServiceAccount)} is '{account}'; it must be a service account's e-mail address, such as uploads@project.iam.gserviceaccount.com.";
        }

        if (options.TokenServiceAccount is { } tokens && !IsAccount(tokens))
        {
            yield return $"{nameof(options.TokenServiceAccount)} is '{tokens}'; it must be a service account's e-mail address, such as valet@project.iam.gserviceaccount.com.";
        }

        if (options.BlobSigner is not null && options.ServiceAccount is null)
        {
            yield return $"{nameof(options.BlobSigner)} is set and {nameof(options.ServiceAccount)} is not; keys bear the account that signs.";
        }

        if (options.HmacKey is not null && options.ServiceAccount is not null)
        {
            yield return $"{nameof(options.ServiceAccount)} does not go with {nameof(options.HmacKey)}, which has an account of its own.";
        }

        if (options.HmacKey is { } key && (!IsPlain(key.AccessId) || !IsPlain(key.Secret)))
        {
            yield return $"{nameof(options.HmacKey)} has an access id or a secret that is empty or holds a space or another character that none has. See how it was copied.";
        }

        if (options.Credential is { } credential && options.ServiceAccount is null && CredentialKeys.FaultOf(credential) is { } fault)
        {
            yield return $"{nameof(options.Credential)} {fault}.";
        }

        if (options.CredentialJson is { } json && CredentialFile.TryParse(json, out _) is { } wrong)
        {
            yield return $"{nameof(options.CredentialJson)} {wrong}.";
        }

        if (options.CredentialPath is { } path && TryReadFile(path, out _) is { } unread)
        {
            yield return $"{nameof(options.CredentialPath)} {unread}.";
        }
    }

    public static bool IsAccount(string text) => text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && IsPlain(text);

    /// <summary>Reads the file that <see cref="GoogleCloudStorageOptions.CredentialPath"/> names; a fault is the end of a sentence.</summary>
    public static string? TryReadFile(string path, out CredentialFile? file)
    {
        file = null;
        if (path.Contains('{', StringComparison.Ordinal) || path.Contains("-----", StringComparison.Ordinal))
        {
            return $"holds the credential itself; that belongs into {nameof(GoogleCloudStorageOptions.CredentialJson)}";
        }

        try
        {
            return CredentialFile.TryParse(File.ReadAllText(path), out file) is { } fault ? $"is '{path}', which {fault}" : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException)
        {
            return $"is '{path}', which cannot be read ({fault.GetType().Name})";
        }
    }

    private static IEnumerable<string> Set(GoogleCloudStorageOptions options) =>
        new (string Name, object? Value)[]
        {
            (nameof(options.Credential), options.Credential), (nameof(options.CredentialJson), options.CredentialJson),
            (nameof(options.CredentialPath), options.CredentialPath), (nameof(options.HmacKey), options.HmacKey), (nameof(options.BlobSigner), options.BlobSigner),
        }.Where(credential => credential.Value is not null).Select(credential => credential.Name);

    private static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
