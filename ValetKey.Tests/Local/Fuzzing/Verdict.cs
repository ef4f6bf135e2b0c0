using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace ValetKey.Tests.Local.Fuzzing;

/// <summary>What may never be, whatever was asked.</summary>
internal static class Verdict
{
    private const long MoreThanMemory = 1L << 30;

    public static void Check(FuzzWorld world, RawRequest request, HttpResponse response, byte[] body)
    {
        int status = response.StatusCode;
        bool isTooMuch = status == StatusCodes.Status507InsufficientStorage && response.HttpContext.Request.ContentLength > MoreThanMemory;
        (isTooMuch ? 413 : status).Should().BeInRange(200, 499);
        if (status >= 400)
        {
            // The framework answers for conditions and ranges of downloads, with a status alone.
            bool isBare = status is 412 or 416 && body.Length == 0;
            (isBare || response.ContentType == "application/problem+json").Should().BeTrue("refusals have one form");
            return;
        }

        bool isPreflight = request.Method.Equals("OPTIONS", StringComparison.OrdinalIgnoreCase) && status == 204 && body.Length == 0;
        (isPreflight || world.Signed.Cover(request)).Should().BeTrue("only what is signed succeeds, and the status is {0}", status);
        Encoding.Latin1.GetString(body).Contains(FuzzWorld.Hidden, StringComparison.Ordinal).Should().BeFalse("no key opens that");
        if (request.Method == "GET" && FuzzWorld.Readable.TryGetValue(request.Target.Split('?')[0], out byte[]? content))
        {
            CheckContent(response, body, content);
        }
    }

    /// <summary>The reason of a refusal, or else the status.</summary>
    public static string NameOf(HttpResponse response, byte[] body) =>
        response.StatusCode >= 400 && body.Length > 0 && JsonDocument.Parse(body).RootElement.TryGetProperty("reason", out JsonElement reason)
            ? reason.GetString()!
            : response.StatusCode.ToString(CultureInfo.InvariantCulture);

    private static void CheckContent(HttpResponse response, byte[] body, byte[] content)
    {
        switch (response.StatusCode)
        {
            case StatusCodes.Status200OK:
                body.AsSpan().SequenceEqual(content).Should().BeTrue("the whole object is the answer");
                break;
            case StatusCodes.Status206PartialContent:
                ContentRangeHeaderValue range = ContentRangeHeaderValue.Parse(response.Headers.ContentRange.ToString());
                range.Length.Should().Be(content.Length);
                body.AsSpan().SequenceEqual(content.AsSpan()[(int)range.From!..((int)range.To! + 1)]).Should().BeTrue("the answer is {0}", range);
                response.Headers.ContentLength.Should().Be(body.Length);
                break;
            default:
                response.StatusCode.Should().Be(StatusCodes.Status304NotModified);
                body.Should().BeEmpty();
                break;
        }
    }
}
