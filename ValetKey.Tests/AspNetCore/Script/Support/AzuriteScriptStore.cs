using Microsoft.Extensions.DependencyInjection;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>Azurite with an account key, whose tokens bind neither a length nor a checksum.</summary>
internal sealed class AzuriteScriptStore : IScriptStore
{
    private Azurite _azurite = null!;

    public string Container { get; } = $"valetkey-{Guid.NewGuid():n}";

    public bool ComparesChecksums => false;

    public async Task StartAsync(string origin)
    {
        _azurite = await Azurite.RequirePlainAsync();
        await _azurite.CreateBlobs().CreateBlobContainerAsync(Container);
    }

    public void Register(IValetKeyBuilder builder, string name) => builder.AddAzureStorage(name, options =>
    {
        options.BlobServiceClient = _azurite.CreateBlobs();
        options.AccountKey = _azurite.Account.Key1;
    });

    public async Task AllowAsync(IValetKeyIssuer issuer, string origin)
    {
        SignedUrl key = await issuer.IssueUrlAsync(new KeyRequest(KeyScope.ForObject(Container, "any"), Permissions.Create));
        await PrintedRule.AddAsync(_azurite.CreateBlobs(), key.RequiredCors(origin).ToAzureCli());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
