using System.Net;
using ValetKey.Samples.Quickstart.Providers;

namespace ValetKey.Samples.Quickstart.Story;

/// <summary>What the storage service answered.</summary>
internal sealed record Answer(HttpStatusCode Status, string? StatusText, string? Reason, byte[] Body)
{
    public bool IsAccepted => (int)Status is >= 200 and < 300;

    /// <summary>"Not found" is no refusal: it would mean that the key opened the door and nothing was behind it. Nor is "try later".</summary>
    public bool IsRefused => (int)Status is >= 400 and < 500
        && Status is not (HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, IQuickstartProvider provider)
    {
        byte[] body = await response.Content.ReadAsByteArrayAsync();
        string? reason = response.IsSuccessStatusCode || body.Length == 0 ? null : provider.ReasonOf(await response.Content.ReadAsStringAsync());
        return new Answer(response.StatusCode, response.ReasonPhrase, reason, body);
    }

    public override string ToString() => $"{(int)Status} {Reason ?? StatusText}";
}
