using System.Net;
using System.Text;
using System.Text.Json;

namespace ValetKey.Tests.Local.Support;

/// <summary>An HTTP answer, read to its end.</summary>
public sealed record Answer(HttpStatusCode Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string? Reason => Json.TryGetProperty("reason", out JsonElement reason) ? reason.GetString() : null;

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        using (response)
        {
            byte[] body = await response.Content.ReadAsByteArrayAsync();
            Dictionary<string, string> headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            return new Answer(response.StatusCode, body, headers);
        }
    }

    public void ShouldBe(HttpStatusCode status) => Status.Should().Be(status, "the answer is {0}", Text);

    /// <summary>A refusal in the one form that refusals have.</summary>
    public void ShouldRefuse(HttpStatusCode status, string reason)
    {
        Status.Should().Be(status, "the answer is {0}", Text);
        Header("Content-Type").Should().Be("application/problem+json");
        Header("Cache-Control").Should().Be("no-store");
        if (Body.Length > 0)
        {
            Reason.Should().Be(reason, "the answer is {0}", Text);
            Json.GetProperty("status").GetInt32().Should().Be((int)status);
            Json.GetProperty("detail").GetString().Should().NotBeNullOrWhiteSpace();
        }
    }

    public void ShouldForbid(string reason) => ShouldRefuse(HttpStatusCode.Forbidden, reason);
}
