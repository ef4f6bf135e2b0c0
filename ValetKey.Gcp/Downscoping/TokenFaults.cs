using System.Text.Json;
using Google.Apis.Auth.OAuth2.Responses;
using ValetKey.Providers;

namespace ValetKey.Gcp.Downscoping;

/// <summary>What a failed call for a token means to whoever asked for a key. No answer is repeated, since it may hold a token.</summary>
internal static class TokenFaults
{
    private const int LongestCode = 40;

    public static ValetKeyException OfCredential(Exception fault, DownscoperSettings settings) => ServiceFault.Of(
        $"'{settings.IssuerName}' could not get a token with the application's own credential.",
        fault,
        (fault as TokenResponseException)?.StatusCode);

    public static ValetKeyException OfAnswer(TokenCall call, HttpResponseMessage answer, ReadOnlyMemory<byte> body, DownscoperSettings settings) =>
        ServiceFault.Of(
            $"'{settings.IssuerName}' {Failed(call, settings)}: the service answered {(int)answer.StatusCode}{CodeOf(body)}.{Advice(call, settings)}",
            cause: null,
            answer.StatusCode,
            answer.Headers.RetryAfter?.ToString());

    public static ValetKeyException OfConnection(TokenCall call, Exception fault, DownscoperSettings settings) => ServiceFault.Of(
        $"'{settings.IssuerName}' {Failed(call, settings)}: the service was not reached.", fault, status: null);

    public static ValetKeyException OfNonsense(TokenCall call, DownscoperSettings settings) => new(
        ValetKeyErrorReason.ProviderFailure,
        $"'{settings.IssuerName}' {Failed(call, settings)}: the answer has no token, or no end that can be right.");

    public static ValetKeyException OfLongLife(DateTimeOffset end, DateTimeOffset latest, DownscoperSettings settings) => new(
        ValetKeyErrorReason.ProviderFailure,
        $"'{settings.IssuerName}' got a token that lives until {end:u}, and the key may until {latest:u}; so it is not handed out. "
        + "This machine's clock may be off, or "
        + "the service slow.")
    {
        IsTransient = true,
    };

    private static string Failed(TokenCall call, DownscoperSettings settings) => call == TokenCall.Generate
        ? $"could not get a token of the service account {settings.ServiceAccount}"
        : $"could not have a token of the service account {settings.ServiceAccount} downscoped";

    private static string Advice(TokenCall call, DownscoperSettings settings) => call == TokenCall.Generate
        ? $" See that the application's credential has the role Service Account Token Creator on {settings.ServiceAccount}."
        : "";

    /// <summary>The code in the answer (RFC 6749, 5.2, or Google's own form), if it is one: a plain word.</summary>
    private static string CodeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement error = document.RootElement.GetProperty("error");
            string? code = error.ValueKind == JsonValueKind.Object ? error.GetProperty("status").GetString() : error.GetString();
            return code is { Length: > 0 and <= LongestCode } && code.All(character => char.IsAsciiLetter(character) || character == '_')
                ? $" ({code})"
                : "";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "";
        }
    }
}
