namespace ValetKey.Azure.Accounts;

/// <summary>Finds the key that signs. The other one is checked too: it is to be of use when it is its turn.</summary>
internal static class AccountKeys
{
    /// <param name="options">The options.</param>
    /// <param name="connection">What the connection string says.</param>
    /// <param name="fallback">The key where none is set: the emulator's; or null.</param>
    /// <param name="faults">Gets what is wrong, without a fragment of a key.</param>
    /// <returns>The key; null for user delegation, or where there is a fault.</returns>
    public static byte[]? Find(AzureStorageOptions options, ConnectionSettings connection, string? fallback, List<string> faults)
    {
        bool hasKey = options.AccountKey is not null || options.SecondaryAccountKey is not null;
        if (options.Credential is not null)
        {
            if (hasKey || connection.AccountKey is not null)
            {
                faults.Add($"{nameof(options.Credential)} and an account key are both set; set one. A credential needs no key.");
            }

            return null;
        }

        if (hasKey && (connection.AccountKey is not null || connection.UsesEmulator))
        {
            string set = options.AccountKey is not null ? nameof(options.AccountKey) : nameof(options.SecondaryAccountKey);
            faults.Add($"{nameof(options.ConnectionString)} holds a key, and {set} is set too; set one.");
        }

        if (!hasKey && connection.AccountKey is null && options.Clients.CanDelegate)
        {
            return null;
        }

        byte[]? primary = options.AccountKey is not null
            ? Decode(options.AccountKey, nameof(options.AccountKey), faults)
            : Decode(connection.AccountKey, nameof(options.ConnectionString), faults);
        byte[]? secondary = Decode(options.SecondaryAccountKey, nameof(options.SecondaryAccountKey), faults);
        return options.SigningKey switch
        {
            AzureSigningKey.Primary when (options.AccountKey ?? connection.AccountKey) is not null => primary,
            AzureSigningKey.Secondary when options.SecondaryAccountKey is not null => secondary,
            AzureSigningKey.Primary or AzureSigningKey.Secondary when !hasKey && fallback is not null => Convert.FromBase64String(fallback),
            AzureSigningKey.Primary when hasKey => Missing(options, nameof(options.AccountKey), faults),
            AzureSigningKey.Secondary when hasKey || connection.AccountKey is not null =>
                Missing(options, nameof(options.SecondaryAccountKey), faults),
            AzureSigningKey.Primary or AzureSigningKey.Secondary => Fault(
                faults,
                string.Join("; ", ["Nothing can sign", .. options.Clients.All.Select(client => client.Fault)])
                + $": set {nameof(options.Credential)} (user delegation, no key in the application) or {nameof(options.AccountKey)}."),
            _ => Fault(
                faults,
                $"{nameof(options.SigningKey)} is {options.SigningKey}; it must be {AzureSigningKey.Primary} or {AzureSigningKey.Secondary}."),
        };
    }

    private static byte[]? Missing(AzureStorageOptions options, string field, List<string> faults) =>
        Fault(faults, $"{nameof(options.SigningKey)} is {options.SigningKey}, and {field} is not set.");

    private static byte[]? Decode(string? text, string field, List<string> faults)
    {
        if (text is null)
        {
            return null;
        }

        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) && length > 0
            ? key[..length]
            : Fault(faults, $"{field} holds no account key: base64, as the Azure portal shows it.");
    }

    private static byte[]? Fault(List<string> faults, string fault)
    {
        faults.Add(fault);
        return null;
    }
}
