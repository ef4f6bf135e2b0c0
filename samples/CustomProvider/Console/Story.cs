using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ValetKey;

namespace SwiftConsole;

/// <summary>Does a step, says what came of it, and remembers whether that was as expected.</summary>
internal sealed partial class Story : IDisposable
{
    private readonly HttpClient _client = new();
    private int _surprises;

    /// <summary>Sends a request with a key and shows the status.</summary>
    public async Task TellAsync(string step, HttpStatusCode expected, HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using HttpResponseMessage response = await _client.SendAsync(request);
                Tell(step, $"{(int)response.StatusCode} {response.ReasonPhrase}", response.StatusCode == expected);
            }
            catch (HttpRequestException fault)
            {
                Tell(step, fault.Message, asExpected: false);
            }
        }
    }

    /// <summary>Asks for a key that there must not be and shows why.</summary>
    public async Task TellRefusalAsync(string step, Func<ValueTask<IssuedKey>> issue)
    {
        try
        {
            await issue();
            Tell(step, "a key was issued", asExpected: false);
        }
        catch (ValetKeyException refusal)
        {
            Tell(step, refusal.Message, refusal.Reason == ValetKeyErrorReason.Unsupported);
        }
    }

    /// <summary>The last word, and the process's exit code.</summary>
    public int End()
    {
        Console.WriteLine(_surprises == 0 ? "Everything went as expected." : $"{_surprises} steps went otherwise than expected.");
        return _surprises == 0 ? 0 : 1;
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The URL, altered to last a day longer.</summary>
    public static string Prolong(string url) => Expires().Replace(
        url, expires => (long.Parse(expires.Value, CultureInfo.InvariantCulture) + 86_400).ToString(CultureInfo.InvariantCulture));

    private void Tell(string step, string outcome, bool asExpected)
    {
        _surprises += asExpected ? 0 : 1;
        Console.WriteLine($"  {step}: {outcome}{(asExpected ? "" : " (NOT as expected)")}");
    }

    [GeneratedRegex("(?<=temp_url_expires=)[0-9]+")]
    private static partial Regex Expires();
}
