using System.Diagnostics;
using Amazon.S3;
using Amazon.S3.Transfer;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Client;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Servers;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Stores;

/// <summary>
/// Beside the vendors' own transfer managers, in turns. The usual run shows that large files come through whole; VALETKEY_LONG=1 has 1 GiB and holds
/// the client to its speed and its memory, on a machine that does nothing else.
/// </summary>
[NonParallelizable]
internal sealed class ClientThroughputTests : IDisposable
{
    private const int Part = 8 << 20;
    private const int AtOnce = 8;
    private const double LeastOfVendors = 0.95;
    private const double LeastOfCurl = 0.8;
    private const double LeastOfCurlDown = 0.5; // It checks nothing that it writes, and has the file's name from the start.
    private const long MostMemory = 100L << 20;

    private static readonly int Rounds = LongRun.IsAsked ? 2 : 1;

    private readonly TempFolder _folder = new();
    private string _file = "";
    private byte[] _digest = [];

    [OneTimeSetUp]
    public async Task WriteFileAsync()
    {
        _file = _folder.File("large.bin");
        byte[] block = ClientHost.Content(1 << 20);
        await using (FileStream file = File.Create(_file))
        {
            for (int i = 0; i < (LongRun.IsAsked ? 1024 : 17); i++)
            {
                block[i % block.Length]++;
                await file.WriteAsync(block);
            }
        }

        _digest = await DigestOfAsync(_file);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Beside_the_transfer_utility_at_the_gateway()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        string bucket = await gateway.CreateBucketAsync();
        using IAmazonS3 s3 = gateway.CreateS3();
        using TransferUtility vendor = new(s3, new TransferUtilityConfig { ConcurrentServiceRequests = AtOnce });
        await using StoreApp app = await StoreApp.StartAsync(bucket, Part, keys => keys.AddAmazonS3("store", options =>
        {
            (options.Region, options.ServiceUrl, options.Credentials) = (CephGateway.Region, gateway.Endpoint, gateway.Owner);
        }));

        await CompareAsync(
            app.Url,
            "files",
            "/content",
            () => vendor.UploadAsync(new TransferUtilityUploadRequest { FilePath = _file, BucketName = bucket, Key = "theirs", PartSize = Part }),
            path => vendor.DownloadAsync(path, bucket, "theirs"),
            LeastOfVendors, LeastOfVendors);
    }

    [Test]
    public async Task Beside_the_blob_client_at_Azurite()
    {
        Azurite azurite = await Azurite.RequirePlainAsync();
        string container = $"valetkey-{Guid.NewGuid():n}";
        await azurite.CreateBlobs().CreateBlobContainerAsync(container);
        BlobClient vendor = azurite.CreateBlobs().GetBlobContainerClient(container).GetBlobClient("theirs");
        StorageTransferOptions parallel = new() { MaximumConcurrency = AtOnce, MaximumTransferSize = Part, InitialTransferSize = Part };
        await using StoreApp app = await StoreApp.StartAsync(container, Part, keys => keys.AddAzureStorage("store", options =>
        {
            (options.BlobServiceClient, options.QueueServiceClient) = (azurite.CreateBlobs(), azurite.CreateQueues());
            options.AccountKey = azurite.Account.Key1;
        }));

        await CompareAsync(
            app.Url,
            "files",
            "/content",
            () => vendor.UploadAsync(_file, new BlobUploadOptions { TransferOptions = parallel }),
            path => vendor.DownloadToAsync(path, new BlobDownloadToOptions { TransferOptions = parallel }),
            LeastOfVendors, LeastOfVendors);
    }

    [Test]
    public async Task Beside_curl_at_the_local_store()
    {
        ServerTools.Require("curl", "curl", "curl");
        await using ClientHost host = await ClientHost.StartAsync(configure: options =>
            (options.PartThreshold, options.PartLength, options.MaximumLength) = (Part, Part, 2L << 30));
        host.App.Uploads.Accept = (_, context) => UploadDecision.Accept(
            new UploadTarget(KeyScope.ForObject(TestUploads.Container, $"files/{context.Id}")) { Reference = context.Id });
        IValetKeyIssuer issuer = host.App.Services.GetRequiredService<IValetKeyIssuer>();
        SignedUrl put = await issuer.IssueUrlAsync(KeyScope.ForObject(TestUploads.Container, "theirs"), Permissions.Write);
        SignedUrl get = await issuer.IssueUrlAsync(KeyScope.ForObject(TestUploads.Container, "theirs"), Permissions.Read);

        string source = await CompareAsync(
            host.App.Url, ClientHost.Uploads, "", () => CurlAsync("-T", _file, put.Url), path => CurlAsync("-o", path, get.Url),
            LeastOfCurl, LeastOfCurlDown);
        await ShouldNeedLittleMemoryAsync(
            host.App.Url,
            ($"< '{_file}'", ["upload", "-", ClientHost.Uploads, "large.bin", $"{new FileInfo(_file).Length}"]),
            ($"> '{_folder.File("piped")}'", ["download", source, "-"]));
    }

    /// <returns>Where the application answers for what was uploaded.</returns>
    private async Task<string> CompareAsync(
        Uri application, string endpoint, string content, Func<Task> upload, Func<string, Task> download, double leastUp, double leastDown)
    {
        (double theirsUp, double oursUp, double theirsDown, double oursDown) = (0, 0, 0, 0);
        string source = "";
        for (int round = 0; round < Rounds; round++)
        {
            theirsUp = Math.Max(theirsUp, await SpeedAsync(upload));

            // Theirs is over when the store has the bytes; ours then has the application verify and publish, which is not the client's.
            SendingClock sending = new();
            using HttpClient http = new(sending) { BaseAddress = application, Timeout = Timeout.InfiniteTimeSpan };
            http.DefaultRequestHeaders.Add(UserHeader.Name, "anna");
            Stopwatch whole = Stopwatch.StartNew();
            PublishedUpload published = await new ValetKey.Client.UploadClient(http).UploadAsync(
                _file, new UploadOptions { Endpoint = endpoint, MaximumParallelism = AtOnce });
            TestContext.Out.WriteLine($"{whole.Elapsed.TotalSeconds:f1} s until published");
            oursUp = Math.Max(oursUp, new FileInfo(_file).Length / 1e6 / sending.Taken.TotalSeconds);
            source = $"files/{published.Reference}{content}";
            for (int turn = 0; turn < Rounds; turn++)
            {
                theirsDown = Math.Max(theirsDown, await DownAsync(download));
                oursDown = Math.Max(oursDown, await DownAsync(path => new DownloadClient(http).DownloadAsync(source, path)));
            }
        }

        (double up, double down) = (oursUp / theirsUp, oursDown / theirsDown);
        TestContext.Out.WriteLine($"up {oursUp:f0} MB/s, {up:f2} of theirs; down {oursDown:f0} MB/s, {down:f2} of theirs");
        if (LongRun.IsAsked)
        {
            up.Should().BeGreaterThanOrEqualTo(leastUp);
            down.Should().BeGreaterThanOrEqualTo(leastDown);
        }

        await ShouldNeedLittleMemoryAsync(
            application, ("", ["upload", _file, endpoint]), ("", ["download", source, _folder.File($"{Guid.NewGuid()}")]));
        return source;
    }

    private static async Task ShouldNeedLittleMemoryAsync(Uri application, params (string Redirection, string[] Arguments)[] transfers)
    {
        foreach ((string redirection, string[] arguments) in LongRun.IsAsked ? transfers : [])
        {
            long most = await PeakMemory.OfClientAsync(application, redirection, arguments);
            TestContext.Out.WriteLine($"{arguments[0]} {redirection}: {most >> 20} MiB resident at most");
            most.Should().BeLessThanOrEqualTo(MostMemory);
        }
    }

    private async Task<double> DownAsync(Func<string, Task> download)
    {
        string path = _folder.File("copy");
        double speed = await SpeedAsync(() => download(path));
        (await DigestOfAsync(path)).Should().Equal(_digest);
        File.Delete(path);
        return speed;
    }

    private async Task<double> SpeedAsync(Func<Task> transfer)
    {
        Stopwatch watch = Stopwatch.StartNew();
        await transfer();
        return new FileInfo(_file).Length / 1e6 / watch.Elapsed.TotalSeconds;
    }

    private static async Task CurlAsync(params string[] arguments)
    {
        ChildProcess curl = await ChildProcess.RunAsync("curl", ["-sSf", .. arguments]);
        curl.ExitCode.Should().Be(0, curl.Output);
    }

    private static async Task<byte[]> DigestOfAsync(string path)
    {
        await using FileStream file = File.OpenRead(path);
        return await System.Security.Cryptography.SHA256.HashDataAsync(file);
    }
}
