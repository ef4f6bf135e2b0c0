namespace ValetKey.Aws.CloudFront;

/// <summary>What is too long to arrive. A key that no request could bear is refused where it is asked for.</summary>
internal static class CloudFrontLimits
{
    /// <summary>"Quotas", in the CloudFront developer guide.</summary>
    public const int LargestUrl = 8192;

    /// <summary>Browsers drop a cookie whose name and value are longer (RFC 6265bis, 5.7), without a word.</summary>
    public const int LargestCookie = 4096;

    public static void CheckUrl(int length)
    {
        if (length > LargestUrl)
        {
            throw TooLong($"The URL would have {length} bytes, and CloudFront takes {LargestUrl}");
        }
    }

    public static void CheckCookies(Dictionary<string, string> cookies)
    {
        foreach ((string name, string value) in cookies)
        {
            if (name.Length + value.Length > LargestCookie)
            {
                throw TooLong($"The cookie {name} would have {name.Length + value.Length} bytes, and browsers keep {LargestCookie}");
            }
        }
    }

    private static ValetKeyException TooLong(string fault) => new(
        ValetKeyErrorReason.Unsupported, $"{fault}: the encoded name is too long for a policy that travels with the key. Shorten the name or "
            + "widen the scope.");
}
