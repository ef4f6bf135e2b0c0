using ValetKey.Providers;

namespace NginxSecureLink;

/// <summary>Where nginx gives out the containers, and the secret that it shares.</summary>
public sealed class SecureLinkOptions
{
    /// <summary>The scheme, host and port, such as <c>https://files.example</c>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>What <c>$secure_link_secret</c> is in nginx's configuration: at least 32 letters and digits.</summary>
    public string Secret { get; set; } = "";

    internal IEnumerable<string> FindFaults()
    {
        if (!EndpointUrl.IsOrigin(Endpoint))
        {
            yield return $"{nameof(Endpoint)} must be an http or https URL with nothing after the host and port.";
        }

        if (Secret.Length < 32 || !Secret.All(char.IsAsciiLetterOrDigit))
        {
            yield return $"{nameof(Secret)} must be at least 32 letters and digits, and nothing that nginx.conf might take for its own.";
        }
    }
}
