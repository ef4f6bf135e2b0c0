namespace ValetKey.Azure.Signing;

/// <summary>A container or a queue, as clients reach it and as signatures name it: prepared once.</summary>
/// <param name="Url">The URL without a slash at its end.</param>
/// <param name="UrlText">The URL as ASCII.</param>
/// <param name="Canonical">Such as <c>/blob/account/container</c>.</param>
/// <param name="IsHttps">Whether clients reach it by https.</param>
internal sealed record SasPlace(string Url, byte[] UrlText, byte[] Canonical, bool IsHttps);
