using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;
using ValetKey.Providers;

namespace ValetKey.Gcp.Clients;

/// <summary>What a client of the application's says of the service.</summary>
/// <param name="Source">Where it is from, for faults: the subject of a sentence.</param>
/// <param name="ServiceUrl">Where it reaches the service.</param>
/// <param name="Credential">What it was made with; null where nothing can be made of that.</param>
/// <param name="Fault">Why nothing can, as the end of a sentence.</param>
internal sealed record ClientSetup(string Source, Uri ServiceUrl, GoogleCredential? Credential, string? Fault)
{
    public const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    /// <summary>The client.</summary>
    public StorageClient? Client { get; init; }

    public static ClientSetup Of(StorageClient client, string source)
    {
        object? initializer = client.Service.HttpClientInitializer;
        GoogleCredential? credential = initializer switch
        {
            GoogleCredential own => own,
            ServiceAccountCredential account => account.ToGoogleCredential(),
            ImpersonatedCredential impersonated => impersonated.ToGoogleCredential(),
            ComputeCredential compute => compute.ToGoogleCredential(),
            UserCredential user => user.ToGoogleCredential(),
            _ => null,
        };
        string? fault = (credential, initializer) switch
        {
            (not null, _) => null,
            (_, null) => "is unauthenticated and has nothing to sign with",
            _ => $"has a credential of the type {initializer.GetType().Name}, of which nothing to sign with can be made",
        };
        return new ClientSetup(source, new Uri(EndpointUrl.OriginOf(new Uri(client.Service.BaseUri))), credential?.CreateScoped(Scope), fault)
        {
            Client = client,
        };
    }

    public override string ToString() => $"{Source} [secret]";
}
