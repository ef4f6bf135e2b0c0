namespace ValetKey.Azure.Accounts;

/// <summary>Finds the key that signs. What is wrong with it is told without a fragment of it.</summary>
internal static class AccountKeyReader
{
    /// <summary>The key; null with user delegation, and where there is a fault.</summary>
    public static byte[]? Read(AzureStorageOptions options, ConnectionSettings connection, bool isEmulator, List<string> faults)
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

        if (hasKey && connection.AccountKey is not null)
        {
            faults.Add($"{nameof(options.ConnectionString)} holds a key, and {nameof(options.AccountKey)} is set too; set one.");
        }

        if (!Enum.IsDefined(options.SigningKey))
        {
            faults.Add($"{nameof(options.SigningKey)} is {options.SigningKey}; it must be {AzureAccountKey.Primary} or {AzureAccountKey.Secondary}.");
            return null;
        }

        (string field, string? text) = Choose(options, connection);
        text ??= isEmulator && !hasKey ? Emulator.AccountKey : null;
        if (text is null)
        {
            faults.Add(hasKey
                ? $"{nameof(options.SigningKey)} is {options.SigningKey}, and {field} is not set."
                : $"Nothing can sign: set {nameof(options.Credential)} (user delegation, no key in the application) or {nameof(options.AccountKey)}.");
            return null;
        }

        byte[]? key = Decode(text);
        if (key is null)
        {
            faults.Add($"{field} holds no account key: base64, as the Azure portal shows it.");
        }

        return key;
    }

    private static (string Field, string? Text) Choose(AzureStorageOptions options, ConnectionSettings connection) => options switch
    {
        { SigningKey: AzureAccountKey.Secondary } => (nameof(options.SecondaryAccountKey), options.SecondaryAccountKey),
        { AccountKey: null } when connection.AccountKey is not null => (nameof(options.ConnectionString), connection.AccountKey),
        _ => (nameof(options.AccountKey), options.AccountKey),
    };

    private static byte[]? Decode(string text)
    {
        byte[] key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out int length) && length > 0 ? key[..length] : null;
    }
}
