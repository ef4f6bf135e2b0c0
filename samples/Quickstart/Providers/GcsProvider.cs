using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;

namespace ValetKey.Samples.Quickstart.Providers;

/// <summary>
/// Google Cloud Storage. Settings from the environment: <c>VALETKEY_GCS_BUCKET</c>, a bucket that is there; the application default credentials sign,
/// such as those that <c>GOOGLE_APPLICATION_CREDENTIALS</c> names, or with <c>VALETKEY_GCS_HMAC_ACCESS_ID</c> and <c>VALETKEY_GCS_HMAC_SECRET</c> an
/// HMAC key. <c>STORAGE_EMULATOR_HOST</c> names an emulator, which must check signatures.
/// </summary>
internal sealed partial class GcsProvider : IQuickstartProvider
{
    private const int SecondsPerDay = 86_400;

    private readonly string? _emulator = Setting("STORAGE_EMULATOR_HOST");

    public string Description => $"the bucket '{Container}' of {_emulator ?? "Google Cloud Storage"}";

    public string Container { get; } = Setting("VALETKEY_GCS_BUCKET") ?? "valetkey-quickstart";

    /// <summary>Takes away what an earlier run left in the bucket, by keys of the application's own.</summary>
    public async Task StartAsync()
    {
        ServiceCollection services = new();
        Register(services.AddValetKey());
        await using ServiceProvider application = services.BuildServiceProvider();
        IValetKeyIssuer issuer = application.GetRequiredService<IValetKeyIssuer>();
        using HttpClient client = new();
        foreach (string name in new[] { "users/42/avatar.png", "users/42/cat.png" })
        {
            SignedUrl key = await issuer.IssueUrlAsync(KeyScope.ForObject(Container, name), Permissions.Delete);
            using HttpResponseMessage answer = await client.SendAsync(key.CreateRequest());
            string body = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode && !(answer.StatusCode == HttpStatusCode.NotFound && ReasonOf(body) == "NoSuchKey"))
            {
                throw new InvalidOperationException(
                    $"The bucket '{Container}' cannot be used: {(int)answer.StatusCode} {ReasonOf(body)}. "
                    + "VALETKEY_GCS_BUCKET must name one of yours.");
            }
        }
    }

    public void Register(IValetKeyBuilder builder) => builder.AddGoogleCloudStorage("gcs", options =>
    {
        options.EmulatorHost = _emulator;
        if (Setting("VALETKEY_GCS_HMAC_ACCESS_ID") is { } accessId)
        {
            options.HmacKey = new GcsHmacKey(accessId, Setting("VALETKEY_GCS_HMAC_SECRET") ?? "");
        }
    });

    public string Prolong(string url) => Duration().Replace(
        url, seconds => (long.Parse(seconds.Value, CultureInfo.InvariantCulture) + SecondsPerDay).ToString(CultureInfo.InvariantCulture));

    public string? ReasonOf(string body) => body.StartsWith('<') ? XDocument.Parse(body).Root?.Element("Code")?.Value : null;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex("(?<=&X-Goog-Expires=)[0-9]+")]
    private static partial Regex Duration();
}
