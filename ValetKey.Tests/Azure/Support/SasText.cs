using System.Security.Cryptography;
using System.Text;
using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Support;

/// <summary>Tokens taken apart.</summary>
internal static class SasText
{
    /// <summary>The parameters of a URL or a query, decoded; whichever way a space is written.</summary>
    public static Dictionary<string, string> Parse(string urlOrQuery) =>
        urlOrQuery[(urlOrQuery.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&')
        .Select(parameter => parameter.Split('=', 2))
        .ToDictionary(parts => parts[0], parts => Uri.UnescapeDataString(parts[1].Replace('+', ' ')));

    /// <summary>One parameter of a URL or a query, decoded; null where it is missing.</summary>
    public static string? Value(string urlOrQuery, string name) => Parse(urlOrQuery).GetValueOrDefault(name);

    /// <summary>The text that is signed for a token.</summary>
    public static string ToSign(in SasToken token, SasVersion version, SasPlace place, string name, DelegationKey? key)
    {
        AsciiWriter writer = new(new byte[StringToSign.MeasureAtMost(token, place, name, key)]);
        StringToSign.Write(ref writer, token, new SasTimes(token, new byte[2 * SasTime.Length]), version, place, name, key);
        return Encoding.UTF8.GetString(writer.Written);
    }

    public static string Signature(string stringToSign, string base64Key) =>
        Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(base64Key), Encoding.UTF8.GetBytes(stringToSign)));

    public static SasPlace Place(string account, string service, string name)
    {
        string url = $"https://{account}.{service}.core.windows.net/{name}";
        return new SasPlace(url, Encoding.ASCII.GetBytes(url), Encoding.ASCII.GetBytes($"/{service}/{account}/{name}"), true);
    }
}
