using Microsoft.Extensions.DependencyInjection;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>The stand-in for Cloud Storage, with the rules for pages that <see cref="GcsCorsExtensions.ToGcsJson"/> prints.</summary>
internal sealed class GcsScriptStore : IScriptStore
{
    private GcsServer _server = null!;

    public string Container { get; private set; } = "";

    public bool ComparesChecksums => false;

    public async Task StartAsync(string origin)
    {
        _server = await GcsServer.StartAsync();
        _server.Service.Accounts.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        Container = _server.CreateBucket();
    }

    public void Register(IValetKeyBuilder builder, string name) => OwnService.Register(
        builder, name, _server, options => (options.ServiceUrl, options.CredentialJson) = (_server.Endpoint, TestServiceAccount.Json));

    public async Task AllowAsync(IValetKeyIssuer issuer, string origin)
    {
        Checksum ofParts = new(ChecksumAlgorithm.Crc32C, new byte[4]);
        _server.Service.Cors.Set(Container, (await WidestKey.IssueAsync(issuer, Container, ofParts)).RequiredCors(origin).ToGcsJson());
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
