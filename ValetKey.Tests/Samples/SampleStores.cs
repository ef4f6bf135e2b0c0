using Amazon.Runtime;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>What a sample finds in its environment of the stores that tests have; each with a container that it makes itself.</summary>
internal static class SampleStores
{
    /// <summary>The environment for <c>--provider</c>; for the local store there is nothing to be said.</summary>
    public static async Task<Dictionary<string, string>> EnvironmentOfAsync(string provider)
    {
        string container = $"valetkey-{Guid.NewGuid():n}";
        return provider switch
        {
            "s3" => await OfGatewayAsync(container),
            "azure" => await OfAzuriteAsync(container),
            _ => [],
        };
    }

    private static async Task<Dictionary<string, string>> OfGatewayAsync(string bucket)
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        ImmutableCredentials owner = await gateway.Owner.GetCredentialsAsync();
        return new()
        {
            ["AWS_ENDPOINT_URL_S3"] = gateway.Endpoint.AbsoluteUri,
            ["AWS_REGION"] = CephGateway.Region,
            ["AWS_ACCESS_KEY_ID"] = owner.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = owner.SecretKey,
            ["VALETKEY_S3_BUCKET"] = bucket,
        };
    }

    private static async Task<Dictionary<string, string>> OfAzuriteAsync(string container)
    {
        Azurite azurite = await Azurite.RequirePlainAsync();
        return new()
        {
            ["AZURE_STORAGE_CONNECTION_STRING"] =
                $"DefaultEndpointsProtocol=http;AccountName={azurite.Account.Name};AccountKey={azurite.Account.Key1};"
                + $"BlobEndpoint={azurite.BlobUrl};QueueEndpoint={azurite.QueueUrl}",
            ["VALETKEY_AZURE_CONTAINER"] = container,
            ["VALETKEY_AZURE_QUEUE"] = container,
        };
    }
}
