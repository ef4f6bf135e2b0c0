using System.Security.Cryptography;

namespace ValetKey.Gcp.Credentials;

/// <summary>
/// How long to wait before asking again: half a second, one, two, of which up to a half is left to chance so that many do not come back together.
/// </summary>
internal static class RetryPause
{
    public const int Attempts = 4;

    private const int FirstMilliseconds = 500;

    public static TimeSpan After(int attempt)
    {
        int longest = FirstMilliseconds << (attempt - 1);
        return TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(longest / 2, longest + 1));
    }
}
