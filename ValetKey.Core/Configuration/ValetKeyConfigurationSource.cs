using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ValetKey.Configuration;

/// <summary>A configuration that settings for all issuers come from.</summary>
internal sealed record ValetKeyConfigurationSource(IConfiguration Configuration);

/// <summary>Has one issuer's options read again when the configuration changes.</summary>
internal sealed class ValetKeyOptionsChanges(string name, IEnumerable<ValetKeyConfigurationSource> sources)
    : IOptionsChangeTokenSource<ValetKeyOptions>
{
    public string Name => name;

    public IChangeToken GetChangeToken() =>
        new CompositeChangeToken([.. sources.Select(source => source.Configuration.GetReloadToken())]);
}
