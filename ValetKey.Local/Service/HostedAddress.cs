using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using ValetKey.Providers;

namespace ValetKey.Local.Service;

/// <summary>The service's URL: as configured, or else the first address that the host listens on, with the path that it is mapped to.</summary>
internal sealed class HostedAddress(Uri? publicUrl, IServer? server, IHostApplicationLifetime? lifetime)
{
    private byte[]? _baseUrl = publicUrl is null ? null : ToBytes(EndpointUrl.BaseOf(publicUrl));

    /// <summary>The path that the service is mapped to, once it is.</summary>
    public string? MappedPath { get; set; }

    /// <summary>The ASCII bytes of an absolute URL without a slash at its end.</summary>
    public byte[] BaseUrl => _baseUrl ?? FindBaseUrl();

    /// <summary>Kept only once the host has started: until then its addresses may still change, or have no port.</summary>
    private byte[] FindBaseUrl()
    {
        byte[] found = ToBytes(ListeningUrl() + MappedPath);
        _baseUrl = lifetime?.ApplicationStarted.IsCancellationRequested == true ? found : null;
        return found;
    }

    private string ListeningUrl()
    {
        string? address = server?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?.Replace("://+", "://localhost", StringComparison.Ordinal).Replace("://*", "://localhost", StringComparison.Ordinal);
        UriBuilder? url = address is null ? null : new(address);
        if (url is null || url.Port == 0 || MappedPath is null)
        {
            throw new ValetKeyException(
                ValetKeyErrorReason.ProviderFailure,
                $"It is not known where clients reach the local storage. Set {nameof(LocalStorageOptions.PublicUrl)}, "
                + "or call app.MapValetKeyLocalStorage() in this host and issue keys once it listens.");
        }

        // A wildcard is for listening; clients on this machine reach it as localhost.
        url.Host = url.Host is "0.0.0.0" or "[::]" ? "localhost" : url.Host;
        return url.Uri.GetLeftPart(UriPartial.Authority);
    }

    private static byte[] ToBytes(string url) => Encoding.ASCII.GetBytes(url.TrimEnd('/'));
}
