using System.Text.Json;

namespace ValetKey.Tests.Support;

/// <summary>
/// What the services' owners publish as expected signatures. Not part of the project: found in <c>VALETKEY_VECTORS</c> or in <c>shared/vectors</c> beside the
/// checkout. Without them the tests are ignored, and in CI they fail.
/// </summary>
internal static class Vectors
{
    public static JsonDocument Read(string path)
    {
        string? folder = Environment.GetEnvironmentVariable("VALETKEY_VECTORS") ?? Find();
        if (folder is not null)
        {
            return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, path)));
        }

        const string Missing = "The published vectors are not here; set VALETKEY_VECTORS to their folder.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(Missing);
        }

        Assert.Ignore(Missing);
        throw new InvalidOperationException(Missing);
    }

    private static string? Find()
    {
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
