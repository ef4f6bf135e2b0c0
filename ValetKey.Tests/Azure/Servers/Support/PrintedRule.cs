using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace ValetKey.Tests.Azure.Servers.Support;

/// <summary>The rule that a printed command sets.</summary>
internal static class PrintedRule
{
    private static readonly SemaphoreSlim Turn = new(1, 1);

    /// <summary>Adds it to those of the account, as the command does: others may rely on them.</summary>
    public static async Task AddAsync(BlobServiceClient account, string command)
    {
        await Turn.WaitAsync();
        try
        {
            BlobServiceProperties properties = await account.GetPropertiesAsync();
            properties.Cors = [.. properties.Cors, Of(command)];
            await account.SetPropertiesAsync(properties);
        }
        finally
        {
            Turn.Release();
        }
    }

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
