using ValetKey.Azure.Accounts;
using ValetKey.Providers;

namespace ValetKey.Azure.Clients;

/// <summary>A client of the application's for the blobs or the queues of an account.</summary>
/// <typeparam name="TClient">The SDK's class.</typeparam>
/// <param name="Client">The client.</param>
/// <param name="Source">Where it is from, for faults: the subject of a sentence.</param>
/// <param name="Url">Its address, perhaps with a shared access signature.</param>
/// <param name="Account">The account, as far as the SDK can tell.</param>
/// <param name="SignsByKey">Whether it was made with an account key.</param>
internal sealed record ServiceClient<TClient>(TClient Client, string Source, Uri Url, string? Account, bool SignsByKey) : IServiceClient
{
    public Uri ServiceUri => Url.Query.Length == 0 ? Url : new UriBuilder(Url) { Query = "" }.Uri;

    public string? AccountName => string.IsNullOrEmpty(Account) ? ServiceUris.AccountOf(ServiceUri) : Account;

    /// <summary>What stands in the query may be a secret, so it is never shown.</summary>
    public string? Fault => this switch
    {
        { SignsByKey: true } => $"{Source} was made with an account key, which it does not reveal",
        { Url.Query.Length: > 0 } => $"{Source} was made with a shared access signature, which cannot sign others",
        { Url.Scheme: not "https" } => $"{Source} is at {EndpointUrl.OriginOf(Url)}, and Entra ID's tokens do not travel by http",
        _ => null,
    };

    public override string ToString() => Source;
}

/// <summary>What does not depend on the service.</summary>
internal interface IServiceClient
{
    string Source { get; }

    Uri ServiceUri { get; }

    string? AccountName { get; }

    /// <summary>Why it can get no user delegation keys, as a clause; null where nothing is known against it.</summary>
    string? Fault { get; }
}
