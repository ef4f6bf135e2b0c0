using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>Ceph's RADOS Gateway, which is older than S3's checksums: it holds a client to the header, and does not compare.</summary>
internal sealed class GatewayScriptStore : IScriptStore
{
    private CephGateway _gateway = null!;

    public string Container { get; private set; } = "";

    public bool ComparesChecksums => false;

    public async Task StartAsync(string origin)
    {
        _gateway = await CephGateway.RequireAsync();
        Container = await _gateway.CreateBucketAsync();
    }

    public void Register(IValetKeyBuilder builder, string name) => builder.AddAmazonS3(name, options =>
    {
        options.Region = CephGateway.Region;
        options.ServiceUrl = _gateway.Endpoint;
        options.Credentials = _gateway.Owner;
    });

    public async Task AllowAsync(IValetKeyIssuer issuer, string origin)
    {
        Checksum ofOnePiece = new(ChecksumAlgorithm.Sha256, new byte[32]);
        SignedUrl widest = await WidestKey.IssueAsync(issuer, Container, ofOnePiece);
        using JsonDocument rules = JsonDocument.Parse(widest.RequiredCors(origin).ToS3Json());
        using IAmazonS3 owner = _gateway.CreateS3();
        await owner.PutCORSConfigurationAsync(Container, new CORSConfiguration
        {
            Rules = rules.RootElement.GetProperty("CORSRules").Deserialize<List<CORSRule>>(),
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
