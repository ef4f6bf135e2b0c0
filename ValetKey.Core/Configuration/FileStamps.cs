using System.Security.Cryptography;
using ValetKey.Providers;

namespace ValetKey.Configuration;

/// <summary>Tells whether the files that options name have changed, by their content: a time may stay where a secret store swaps a link.</summary>
internal static class FileStamps
{
    public static IEnumerable<string> Of<TOptions>(SettingsTable<TOptions>? settings, TOptions options)
        where TOptions : class => settings?.FilesOf(options).Select(Of) ?? [];

    private static string Of(string? path)
    {
        try
        {
            return path is null ? "" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
        }
        catch (Exception fault) when (SecretSetting.IsUnreadable(fault))
        {
            return ""; // What is wrong with the file is for validation to tell.
        }
    }
}
