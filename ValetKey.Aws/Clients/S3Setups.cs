using Amazon.Extensions.NETCore.Setup;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;

namespace ValetKey.Aws.Clients;

/// <summary>Finds what the application has set up for S3 already, and fills in options from it.</summary>
internal static class S3Setups
{
    public static void Apply(AmazonS3Options options, IServiceProvider services, string name)
    {
        if ((FindOwn(options, services, name) ?? FindShared(options, services)) is not { } setup)
        {
            return;
        }

        options.Setup = setup;
        options.Region = string.IsNullOrEmpty(options.Region) ? setup.EffectiveRegion : options.Region;
        options.ServiceUrl ??= setup.ServiceUrl;
        if (setup.UsesPathStyle && options.AddressingStyle == S3AddressingStyle.Automatic)
        {
            options.AddressingStyle = S3AddressingStyle.Path;
        }

        if (options.PublicUrl is null)
        {
            options.UseAccelerate |= setup.UsesAccelerate;
            options.UseDualStack |= setup.UsesDualStack;
        }
    }

    /// <summary>Where the setup and options that were filled in from it part, and what of it no key can say.</summary>
    public static IEnumerable<string> FaultsOf(AmazonS3Options options)
    {
        if (options.Setup is not { } setup)
        {
            yield break;
        }

        if (setup.Fault is { } fault)
        {
            yield return $"{setup.Source} {fault}. "
                + $"Where keys are to be made otherwise, set {nameof(options.Region)} and {nameof(options.Credentials)} instead.";
        }

        if (setup.Region is { } region && options.Region != region)
        {
            yield return $"{nameof(options.Region)} is '{options.Region}', and {setup.Source} is for '{region}'; set one of them.";
        }

        if (setup.IsTelling && OriginOf(options.ServiceUrl) != OriginOf(setup.ServiceUrl))
        {
            string place = setup.ServiceUrl is { } url ? $"'{EndpointUrl.Redact(url.OriginalString)}'" : "Amazon S3";
            yield return $"{nameof(options.ServiceUrl)} is '{EndpointUrl.Redact(options.ServiceUrl!.OriginalString)}', "
                + $"and {setup.Source} is for {place}; set one of them.";
        }
    }

    /// <summary>What was handed over, or registered under the issuer's name, is this store's.</summary>
    private static S3Setup? FindOwn(AmazonS3Options options, IServiceProvider services, string name) =>
        options.Client is { } client ? S3Setup.Of(client, nameof(options.Client))
        : services.GetKeyedService<IAmazonS3>(name) is { } keyed ? S3Setup.Of(keyed, $"the {nameof(IAmazonS3)} registered as '{name}'")
        : services.GetKeyedService<AWSOptions>(name) is { } setup ? S3Setup.Of(setup, $"the {nameof(AWSOptions)} registered as '{name}'")
        : null;

    /// <summary>
    /// What the application has for everything may belong to another store. It is taken where the options name no place, or the same: the credentials
    /// of one place sign for no other.
    /// </summary>
    private static S3Setup? FindShared(AmazonS3Options options, IServiceProvider services)
    {
        if (options.Credentials is not null && !string.IsNullOrEmpty(options.Region))
        {
            return null;
        }

        S3Setup? setup =
            services.GetService<IAmazonS3>() is { } client ? S3Setup.Of(client, $"the application's {nameof(IAmazonS3)}")
            : services.GetService<AWSOptions>() is { } found ? S3Setup.Of(found, $"the application's {nameof(AWSOptions)}")
            : null;
        return setup is { IsTelling: true } && IsSamePlace(options, setup) ? setup : null;
    }

    private static bool IsSamePlace(AmazonS3Options options, S3Setup setup) => (string.IsNullOrEmpty(options.Region), options.ServiceUrl) switch
    {
        (true, null) => true,
        (true, { } url) => OriginOf(url) == OriginOf(setup.ServiceUrl),
        (false, var url) => OriginOf(url) == OriginOf(setup.ServiceUrl) && options.Region == (setup.Region ?? options.Region),
    };

    private static string? OriginOf(Uri? url) => EndpointUrl.IsOrigin(url) ? EndpointUrl.OriginOf(url!) : url?.OriginalString;
}
