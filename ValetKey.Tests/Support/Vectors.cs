using System.Text.Json;

namespace ValetKey.Tests.Support;

/// <summary>What the services' owners publish: <c>shared/vectors</c> beside the checkout, or where <c>VALETKEY_VECTORS</c> points.</summary>
internal static class Vectors
{
    /// <summary>Reads a file of vectors. Where there is none the test is ignored, and in CI it fails.</summary>
    public static JsonElement Read(params string[] parts)
    {
        string file = Path.Combine(parts);
        string? folder = FindFolder();
        if (folder is null || !File.Exists(Path.Combine(folder, file)))
        {
            Skip.Test($"There are no vectors {file}: put them into ../shared/vectors beside the checkout, or set VALETKEY_VECTORS.");
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, file)));
        return document.RootElement.Clone();
    }

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("VALETKEY_VECTORS") is { Length: > 0 } told)
        {
            return told;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "shared", "vectors");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
