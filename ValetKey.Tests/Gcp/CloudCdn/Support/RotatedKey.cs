using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ValetKey.Gcp;

namespace ValetKey.Tests.Gcp.CloudCdn.Support;

/// <summary>A key that is changed while the application runs, as by a file of settings that is watched.</summary>
internal sealed class RotatedKey(string key) : IOptionsChangeTokenSource<CloudCdnOptions>
{
    private ConfigurationReloadToken _changed = new();
    private string _key = key;

    public string Name => "cdn";

    public IChangeToken GetChangeToken() => _changed;

    public void Apply(CloudCdnOptions options) => options.Key = _key;

    public void Change(string key)
    {
        _key = key;
        Interlocked.Exchange(ref _changed, new ConfigurationReloadToken()).OnReload();
    }
}
