using System.Globalization;
using Azure.Storage.Blobs.Models;

namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>The rule that a printed command sets.</summary>
internal static class PrintedRule
{
    public static BlobCorsRule Of(string command)
    {
        command.Should().StartWith("az storage cors add --services b ");
        Dictionary<string, string> options = command.Split(" --").Skip(1).Select(option => option.Split(' ', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Replace(' ', ','));
        return new BlobCorsRule
        {
            AllowedOrigins = options["origins"],
            AllowedMethods = options["methods"],
            AllowedHeaders = options.GetValueOrDefault("allowed-headers", ""),
            ExposedHeaders = options.GetValueOrDefault("exposed-headers", ""),
            MaxAgeInSeconds = int.Parse(options["max-age"], CultureInfo.InvariantCulture),
        };
    }
}
