using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers.V4;

internal static class TestHeaders
{
    public static HeaderCollection Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        HeaderCollection headers = [];
        foreach ((string name, string value) in pairs)
        {
            headers.Add(name, value);
        }

        return headers;
    }
}
