using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service;

/// <summary>A refusal as problem details (RFC 9457), with the reason for programs.</summary>
internal sealed record Problem(string Title, int Status, string Detail, string Reason)
{
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        HttpResponse response = context.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is { } pause)
        {
            response.Headers.RetryAfter = ((long)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        Problem problem = new(ReasonPhrases.GetReasonPhrase(refusal.Status), refusal.Status, refusal.Detail, refusal.Reason);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : JsonSerializer.SerializeAsync(response.Body, problem, ServiceJson.Default.Problem, context.RequestAborted);
    }
}

/// <summary>The service's JSON, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ListingDocument))]
internal sealed partial class ServiceJson : JsonSerializerContext;
