using System.Text.Json;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>Reads Google's conformance suite for V4 signatures.</summary>
internal static class Vector
{
    public static JsonElement[] All(string group) => [.. Vectors.Read("gcs", "v4_signatures.json").GetProperty(group).EnumerateArray()];

    public static V4RsaKey Key()
    {
        string json = Vectors.Read("gcs", "test_service_account.not-a-test.json").GetRawText();
        CredentialFile.TryParse(json, out CredentialFile? file).Should().BeNull();
        return file!.ToServiceAccountKey();
    }

    public static string? Text(JsonElement vector, string name) => vector.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>The settings that an application would make for a vector.</summary>
    public static GoogleCloudStorageOptions OptionsOf(JsonElement vector)
    {
        string scheme = Text(vector, "scheme") ?? "https";
        GoogleCloudStorageOptions options = new()
        {
            UrlStyle = Text(vector, "urlStyle") == "VIRTUAL_HOSTED_STYLE" ? GcsUrlStyle.VirtualHosted : GcsUrlStyle.Path,
            PublicUrl = UrlOf(Text(vector, "hostname"), scheme),
            ServiceUrl = UrlOf(Text(vector, "clientEndpoint"), scheme),
            EmulatorHost = Text(vector, "emulatorHostname"),
        };
        if (Text(vector, "universeDomain") is { } universe)
        {
            options.UniverseDomain = universe;
        }

        if (Text(vector, "bucketBoundHostname") is { } bound)
        {
            options.BucketBoundUrls[Text(vector, "bucket")!] = UrlOf(bound, scheme)!;
        }

        GoogleCloudStorageOptionsRules.FaultsOf(options).Should().BeEmpty("an application could set this");
        return options;
    }

    private static Uri? UrlOf(string? host, string scheme) => host is null ? null : new Uri(host.Contains("://") ? host : $"{scheme}://{host}");
}
