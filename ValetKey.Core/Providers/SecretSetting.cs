using System.Diagnostics.CodeAnalysis;
using System.Security;

namespace ValetKey.Providers;

/// <summary>Makes something of a secret's text.</summary>
/// <typeparam name="T">What is made.</typeparam>
/// <param name="text">The secret's text.</param>
/// <param name="value">What was made, or null.</param>
/// <returns>What is wrong, as the end of a sentence and without a fragment of the text, or null.</returns>
public delegate string? SecretReader<T>(string text, out T? value)
    where T : class;

/// <summary>Reads a secret that one setting holds and another names the file of. What is wrong is told without a fragment of it.</summary>
public static class SecretSetting
{
    /// <summary>Reads the one that is set.</summary>
    /// <typeparam name="T">What is made of the secret.</typeparam>
    /// <param name="text">The setting that holds the secret.</param>
    /// <param name="path">The setting that names its file.</param>
    /// <param name="isSecret">Whether a path is no path but the secret, put into the wrong setting; it is then not shown.</param>
    /// <param name="read">Makes something of it.</param>
    /// <param name="value">What was made.</param>
    /// <param name="fault">What is wrong, as a sentence that names the setting.</param>
    public static bool TryRead<T>(
        (string Name, string? Value) text,
        (string Name, string? Value) path,
        Func<string, bool> isSecret,
        SecretReader<T> read,
        [NotNullWhen(true)] out T? value,
        [NotNullWhen(false)] out string? fault)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(isSecret);
        ArgumentNullException.ThrowIfNull(read);
        value = null;
        fault = (text.Value, path.Value) switch
        {
            (null, null) => $"{text.Name} or {path.Name} must be set.",
            (not null, not null) => $"{text.Name} and {path.Name} are both set; set one.",
            (not null, null) => read(text.Value, out value) is { } wrong ? $"{text.Name} {wrong}." : null,
            _ when isSecret(path.Value) => $"{path.Name} holds the secret itself; that belongs into {text.Name}.",
            _ => ReadFile(path.Value, read, out value) is { } wrong ? $"{path.Name} is '{path.Value}', {wrong}." : null,
        };
        return value is not null;
    }

    /// <summary>Whether this is what reading a file may throw, whatever its path.</summary>
    internal static bool IsUnreadable(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or SecurityException or ArgumentException or NotSupportedException;

    private static string? ReadFile<T>(string path, SecretReader<T> read, out T? value)
        where T : class
    {
        value = null;
        try
        {
            return read(File.ReadAllText(path), out value) is { } wrong ? $"whose content {wrong}" : null;
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            return $"which cannot be read ({fault.GetType().Name})";
        }
    }
}
