using System.Globalization;
using System.Text.Json;
using ValetKey.Providers;

namespace ValetKey.Gcp.Clients;

/// <summary>From when until when that which a signer with a clock of its own has signed opens.</summary>
/// <param name="Start">The date of the signature.</param>
/// <param name="End">When it ends.</param>
internal readonly record struct SignedSpan(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>As a URL's query says.</summary>
    public static SignedSpan Of(IReadOnlyDictionary<string, string> query)
    {
        DateTimeOffset start = Date(query.GetValueOrDefault("X-Goog-Date"));
        return int.TryParse(query.GetValueOrDefault("X-Goog-Expires"), CultureInfo.InvariantCulture, out int seconds)
            ? new SignedSpan(start, start.AddSeconds(seconds))
            : throw Unreadable();
    }

    /// <summary>As a form's fields say.</summary>
    public static SignedSpan OfForm(IReadOnlyDictionary<string, string> fields)
    {
        using JsonDocument policy = JsonDocument.Parse(Convert.FromBase64String(fields.GetValueOrDefault("policy") ?? throw Unreadable()));
        return new SignedSpan(Date(fields.GetValueOrDefault("x-goog-date")), policy.RootElement.GetProperty("expiration").GetDateTimeOffset());
    }

    /// <summary>The times of the grant's key.</summary>
    /// <exception cref="ValetKeyException">It opens for longer than was granted, or ends too soon to be of use.</exception>
    public (DateTimeOffset NotBefore, DateTimeOffset ExpiresAt, ExpiryLimit Limit) Within(KeyGrant grant)
    {
        if (End > grant.ExpiresAt)
        {
            throw Fault($"signed until {End:u}, which is past the key's end at {grant.ExpiresAt:u}");
        }

        (DateTimeOffset end, ExpiryLimit limit) = grant.EndingBy(End);
        return (Start > grant.NotBefore ? Start : grant.NotBefore, end, limit);
    }

    public static ValetKeyException Fault(string what) =>
        new(ValetKeyErrorReason.ProviderFailure, $"{nameof(GoogleCloudStorageOptions.UrlSigner)} {what}, so its key is not handed out.");

    private static DateTimeOffset Date(string? text) =>
        DateTimeOffset.TryParseExact(
            text, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : throw Unreadable();

    private static ValetKeyException Unreadable() => Fault("answered without its times");
}
