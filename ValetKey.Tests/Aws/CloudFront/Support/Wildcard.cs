using System.Text.RegularExpressions;

namespace ValetKey.Tests.Aws.CloudFront.Support;

/// <summary><c>*</c> for any number of characters and <c>?</c> for one, within the path; scheme and host compare as they are.</summary>
internal static class Wildcard
{
    public static bool Matches(string pattern, string url)
    {
        (string patternHost, string patternPath) = Split(pattern);
        (string host, string path) = Split(url);
        string expression = Regex.Escape(patternPath).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
        return patternHost == host && Regex.IsMatch(path, $"\\A{expression}\\z", RegexOptions.Singleline | RegexOptions.CultureInvariant);
    }

    private static (string Host, string Path) Split(string url)
    {
        int slash = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
        return (url[..slash], url[slash..]);
    }
}
