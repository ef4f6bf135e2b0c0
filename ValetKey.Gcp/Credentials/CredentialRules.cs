using System.Diagnostics.CodeAnalysis;
using ValetKey.Gcp.Clients;
using ValetKey.Providers;

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
            yield return $"{nameof(options.ServiceAccount)} is '{account}'; it must be a service account's e-mail address, such as "
                + "uploads@project.iam.gserviceaccount.com.";
        }

        if (options.TokenServiceAccount is { } tokens && !IsAccount(tokens))
        {
            yield return $"{nameof(options.TokenServiceAccount)} is '{tokens}'; it must be a service account's e-mail address, such as "
                + "valet@project.iam.gserviceaccount.com.";
        }

        if (options.BlobSigner is not null && options.ServiceAccount is null)
        {
            yield return $"{nameof(options.BlobSigner)} is set and {nameof(options.ServiceAccount)} is not; keys bear the account that signs.";
        }

        foreach ((string field, object? signer) in new (string, object?)[]
        {
            (nameof(options.HmacKey), options.HmacKey), (nameof(options.UrlSigner), options.UrlSigner),
        })
        {
            if (signer is not null && options.ServiceAccount is not null)
            {
                yield return $"{nameof(options.ServiceAccount)} does not go with {field}, which has an account of its own.";
            }
        }

        if (options.HmacKey is { } key && (!IsPlain(key.AccessId) || !IsPlain(key.Secret)))
        {
            yield return $"{nameof(options.HmacKey)} has an access id or a secret that is empty or holds a space or another character that none "
                + "has. See how it was copied.";
        }

        if (ClientSetups.CredentialOf(options) is { } credential
            && options.ServiceAccount is null
            && CredentialKeys.FaultOf(credential) is { } fault)
        {
            yield return $"{(options.Credential is null ? $"The credential of {options.Setup!.Source}" : nameof(options.Credential))} {fault}.";
        }

        foreach ((string? json, string? path) in new (string?, string?)[] { (options.CredentialJson, null), (null, options.CredentialPath) })
        {
            if ((json ?? path) is not null && !TryReadFile(json, path, out _, out string? wrong))
            {
                yield return wrong;
            }
        }
    }

    public static bool IsAccount(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < text.Length - 1 && IsPlain(text);

    /// <summary>Reads the credential file, given itself or by its path.</summary>
    public static bool TryReadFile(
        string? json, string? path, [NotNullWhen(true)] out CredentialFile? file, [NotNullWhen(false)] out string? fault) =>
        SecretSetting.TryRead(
            (nameof(GoogleCloudStorageOptions.CredentialJson), json),
            (nameof(GoogleCloudStorageOptions.CredentialPath), path),
            text => text.Contains('{', StringComparison.Ordinal) || text.Contains("-----", StringComparison.Ordinal),
            CredentialFile.TryParse,
            out file,
            out fault);

    private static IEnumerable<string> Set(GoogleCloudStorageOptions options) =>
        new (string Name, object? Value)[]
        {
            (nameof(options.Credential), options.Credential), (nameof(options.CredentialJson), options.CredentialJson),
            (nameof(options.CredentialPath), options.CredentialPath), (nameof(options.HmacKey), options.HmacKey),
            (nameof(options.BlobSigner), options.BlobSigner), (nameof(options.UrlSigner), options.UrlSigner),
        }.Where(credential => credential.Value is not null).Select(credential => credential.Name);

    private static bool IsPlain(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
