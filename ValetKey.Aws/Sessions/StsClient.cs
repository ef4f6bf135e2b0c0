using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using ValetKey.Providers;

namespace ValetKey.Aws.Sessions;

/// <summary>The SDK's client for the token service, whose answers also tell what time it is there.</summary>
internal static class StsClient
{
    public static AmazonSecurityTokenServiceClient Create(AmazonS3Options options, AWSCredentials credentials, StorageClock clock)
    {
        AmazonSecurityTokenServiceConfig config = new() { AuthenticationRegion = options.Region, AllowAutoRedirect = false };
        if ((options.StsServiceUrl ?? options.ServiceUrl) is { } url)
        {
            config.ServiceURL = EndpointUrl.OriginOf(url);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        AmazonSecurityTokenServiceClient client = new(credentials, config);
        string authority = new Uri(client.DetermineServiceOperationEndpoint(new AssumeRoleRequest()).URL).Authority;
        client.AfterResponseEvent += (_, arguments) => Observe(arguments, authority, clock);
        return client;
    }

    /// <summary>The SDK follows a redirect to another host (307), whose clock is not the service's.</summary>
    private static void Observe(ResponseEventArgs arguments, string authority, StorageClock clock)
    {
        if (arguments is WebServiceResponseEventArgs { ResponseHeaders: { } headers, Endpoint: { } endpoint }
            && endpoint.Authority == authority
            && headers.TryGetValue("Date", out string? text)
            && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            clock.Observe(date, TimeSpan.Zero);
        }
    }
}
