using System.Globalization;
using Amazon;
using Amazon.Runtime;
using Amazon.SecurityToken;
using ValetKey.Providers;

namespace ValetKey.Aws.Sessions;

/// <summary>The SDK's client for the token service, whose answers also tell what time it is there.</summary>
internal static class StsClient
{
    public static AmazonSecurityTokenServiceClient Create(AmazonS3Options options, AWSCredentials credentials, StorageClock clock)
    {
        AmazonSecurityTokenServiceConfig config = new() { AuthenticationRegion = options.Region };
        if ((options.StsServiceUrl ?? options.ServiceUrl) is { } url)
        {
            config.ServiceURL = EndpointUrl.OriginOf(url);
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        AmazonSecurityTokenServiceClient client = new(credentials, config);
        client.AfterResponseEvent += (_, arguments) => Observe(arguments, clock);
        return client;
    }

    private static void Observe(ResponseEventArgs arguments, StorageClock clock)
    {
        if (arguments is WebServiceResponseEventArgs { ResponseHeaders: { } headers }
            && headers.TryGetValue("Date", out string? text)
            && DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
        {
            clock.Observe(date, TimeSpan.Zero);
        }
    }
}
