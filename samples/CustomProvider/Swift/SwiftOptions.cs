using ValetKey.Providers;

namespace OpenStackSwift;

/// <summary>Where an account of Swift is, and the secret that it has set for temporary URLs.</summary>
public sealed class SwiftOptions
{
    /// <summary>The scheme, host and port, such as <c>https://swift.example</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The account as paths name it, such as <c>AUTH_media</c>.</summary>
    public string Account { get; set; } = "";

    /// <summary>The account's <c>X-Account-Meta-Temp-URL-Key</c>, or the <c>X-Container-Meta-Temp-URL-Key</c> of one container.</summary>
    public string Secret { get; set; } = "";

    internal static SettingsTable<SwiftOptions> Settings { get; } = new SettingsTable<SwiftOptions>()
        .Url(nameof(Endpoint), (options, value) => options.Endpoint = value)
        .Text(nameof(Account), (options, value) => options.Account = value)
        .Text(nameof(Secret), (options, value) => options.Secret = value);

    internal IEnumerable<string> FindFaults()
    {
        if (!EndpointUrl.IsOrigin(Endpoint))
        {
            yield return $"{nameof(Endpoint)} must be an http or https URL with nothing after the host and port.";
        }

        if (Account.Length == 0 || Account.Contains('/', StringComparison.Ordinal))
        {
            yield return $"{nameof(Account)} is '{Account}'; it must be one segment of a path, such as AUTH_media.";
        }

        if (Secret.Length == 0)
        {
            yield return $"{nameof(Secret)} must be set.";
        }
    }
}
