using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ValetKey.Tests.Servers;

/// <summary>What a server on this machine alone needs: ports, a certificate, and clients that find it under any name.</summary>
internal static class Loopback
{
    // A server takes its time before it listens, and until then its port looks free to the fixtures beside it.
    private static readonly ConcurrentDictionary<int, bool> Found = [];

    /// <summary>
    /// Free ports below those that the system hands to outgoing connections, each found once, so that none is taken before the server has it.
    /// </summary>
    public static int[] FindPorts(int count)
    {
        HashSet<int> ports = [];
        while (ports.Count < count)
        {
            int port = RandomNumberGenerator.GetInt32(15_000, 32_000);
            if (IsFree(port) && Found.TryAdd(port, true))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    /// <summary>A certificate that is its own authority, for 127.0.0.1, localhost, a name and everything directly below it.</summary>
    public static X509Certificate2 CreateCertificate(string dnsName)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName(dnsName);
        names.AddDnsName($"*.{dnsName}");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>For a client that trusts one authority and nobody else, and follows no redirect.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="port">Where the server is, if not at the port that the URL says.</param>
    public static SocketsHttpHandler CreateHandler(X509Certificate2 authority, int? port = null)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(port ?? context.DnsEndPoint.Port, cancellationToken),
        };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return handler;
    }

    // Not every machine resolves names below localhost, and no other is meant to be reached.
    private static async ValueTask<Stream> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsFree(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
