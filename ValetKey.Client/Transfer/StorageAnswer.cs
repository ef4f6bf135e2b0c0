using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace ValetKey.Client.Transfer;

/// <summary>What the answers of storage services mean, whichever service it is.</summary>
internal static partial class StorageAnswer
{
    private const int MostRead = 16 * 1024;

    private static readonly HttpRequestOptionsKey<string?> Code = new("ValetKey.Client.ErrorCode");

    // The connection was idle for too long, or what came was not what was sent: with 400 by the clouds, and by the local store with 403.
    private static readonly string[] OnTheWay =
        ["RequestTimeout", "IncompleteBody", "BadDigest", "XAmzContentChecksumMismatch", "Md5Mismatch", "checksum-mismatch"];

    // So Cloud Storage (with 400) and the local store. The others have one word for all that is wrong with a key.
    private const string ExpiredToken = nameof(ExpiredToken);
    private const string KeyExpired = "key-expired";

    /// <summary>Reads what a refusal says, so that the connection is free and its code is known.</summary>
    public static async Task ReadRefusalAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        byte[] start = new byte[MostRead];
        Stream body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length;
        try
        {
            length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            length = 0; // The status is known; more is not needed.
        }

        string? code = answer.Headers.TryGetValues("x-ms-error-code", out IEnumerable<string>? values) ? values.First() : null;
        answer.RequestMessage!.Options.Set(Code, code ?? CodeIn(Encoding.UTF8.GetString(start, 0, length)));
    }

    /// <summary>The service's own word for its refusal.</summary>
    public static string? CodeOf(HttpResponseMessage answer) =>
        answer.RequestMessage?.Options.TryGetValue(Code, out string? code) == true ? code : null;

    public static bool IsTransient(HttpResponseMessage answer) =>
        answer.StatusCode is >= HttpStatusCode.InternalServerError and not (HttpStatusCode.NotImplemented or HttpStatusCode.InsufficientStorage)
            or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
        || OnTheWay.Contains(CodeOf(answer));

    /// <summary>Whether the key is what was refused, perhaps since it has ended.</summary>
    public static bool IsOfKey(HttpResponseMessage answer) => answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
        || (answer.StatusCode == HttpStatusCode.BadRequest && CodeOf(answer) == ExpiredToken);

    /// <summary>Whether the store says that the key has ended, which also one that was made just now may before it is used.</summary>
    public static bool IsOfEndedKey(HttpResponseMessage answer) => CodeOf(answer) is ExpiredToken or KeyExpired;

    /// <summary>Whether the store asks for less at once.</summary>
    public static bool IsTooMuch(HttpResponseMessage answer) =>
        answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    private static string? CodeIn(string text) => CodePattern().Match(text) is { Success: true } match ? match.Groups["code"].Value : null;

    /// <summary>In XML an element, in JSON a property. Nothing else of the text is kept: services repeat signatures in it.</summary>
    [GeneratedRegex("""(<Code>|"(reason|code)"\s*:\s*")(?<code>[A-Za-z][A-Za-z0-9_-]{0,63})["<]""", RegexOptions.ExplicitCapture)]
    private static partial Regex CodePattern();
}
