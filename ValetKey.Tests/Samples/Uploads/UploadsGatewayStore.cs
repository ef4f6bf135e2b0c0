using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>On Ceph's RADOS Gateway, whose bucket gets the rule that the sample prints.</summary>
internal sealed class UploadsGatewayStore : IUploadsStore
{
    private string _bucket = "";
    private IAmazonS3 _owner = null!;

    public async Task<UploadsSample> StartAsync()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        _owner = gateway.CreateS3();
        Dictionary<string, string> environment = await SampleStores.EnvironmentOfAsync("s3");
        _bucket = environment["VALETKEY_S3_BUCKET"];
        UploadsSample sample = await UploadsSample.StartAsync("s3", environment);
        string output = sample.Output;
        string printed = output[(output.IndexOf("\n{", StringComparison.Ordinal) + 1)..(output.IndexOf("\n}", StringComparison.Ordinal) + 2)];
        using JsonDocument rules = JsonDocument.Parse(printed);
        await _owner.PutCORSConfigurationAsync(_bucket, new CORSConfiguration
        {
            Rules = rules.RootElement.GetProperty("CORSRules").Deserialize<List<CORSRule>>(),
        });
        return sample;
    }

    public async Task<IReadOnlyList<string>> StagedAsync(UploadsSample sample)
    {
        ListObjectsV2Response objects = await _owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket, Prefix = ".staging/" });
        ListMultipartUploadsResponse parts = await _owner.ListMultipartUploadsAsync(_bucket);
        return [.. (objects.S3Objects ?? []).Select(item => item.Key), .. (parts.MultipartUploads ?? []).Select(upload => upload.Key)];
    }

    public void Dispose() => _owner?.Dispose();
}
