using Amazon.S3;
using Amazon.S3.Model;
using Azure.Storage.Blobs;
using ValetKey.Local.Storage;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The sample that leaves local storage behind, as somebody runs it who has outgrown it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class MigrateSampleTests : IDisposable
{
    private static readonly string Program = ChildProcess.PathTo("samples/Migrate", "Migrate");

    private readonly TempFolder _root = new();

    private Dictionary<string, byte[]> Contents { get; } = new()
    {
        ["empty"] = [],
        ["folder/small.txt"] = "a text"u8.ToArray(),
        ["folder/ä & 50%/#1.bin"] = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)],
    };

    [SetUp]
    public async Task FillRootAsync()
    {
        using ObjectStore store = ObjectStore.Open(_root.Path, TimeProvider.System);
        foreach ((string name, byte[] content) in Contents)
        {
            PutRequest request = new() { Container = "media", Name = name, Mode = PutMode.Replace, Headers = new() { ContentType = "text/x-test" } };
            await store.PutAsync(request, new MemoryStream(content), default);
        }

        File.WriteAllText(Path.Combine(_root.Path, "keyring.renew"), "");
    }

    public void Dispose() => _root.Dispose();

    [Test]
    public async Task Everything_is_copied_once_and_a_second_run_has_nothing_to_do()
    {
        await using TestStorage target = await StartTargetAsync();

        ChildProcess first = await MigrateToAsync(target);
        await target.StoreAsync("theirs", "folder/small.txt", "changed since");
        ChildProcess second = await MigrateToAsync(target);

        ShouldHaveGoneWell(first);
        ShouldHaveGoneWell(second);
        (await target.NamesAsync("theirs")).Should().BeEquivalentTo(Contents.Keys);
        (await target.FetchAsync("theirs", "folder/small.txt")).Should().Be("changed since", "what is written down as copied is not looked at again");
    }

    [Test]
    public async Task What_is_there_already_is_left_and_told_if_it_is_something_else()
    {
        await using TestStorage target = await StartTargetAsync();
        await target.StoreAsync("theirs", "empty", "not so empty");
        await target.StoreAsync("theirs", "folder/small.txt", "a text");

        ChildProcess run = await MigrateToAsync(target);

        run.ExitCode.Should().Be(1, run.Output);
        run.Output.Should().Contain("media/empty: something else is there").And.Contain("2 objects are there, 1 to look at.");
        (await target.FetchAsync("theirs", "empty")).Should().Be("not so empty");
    }

    [Test]
    public async Task It_copies_to_S3()
    {
        CephGateway gateway = await CephGateway.RequireAsync();
        string bucket = await gateway.CreateBucketAsync();
        Amazon.Runtime.ImmutableCredentials owner = await gateway.Owner.GetCredentialsAsync();

        ChildProcess run = await RunAsync([_root.Path, "--to", "s3", $"media={bucket}"], new()
        {
            ["VALETKEY__ServiceUrl"] = gateway.Endpoint.AbsoluteUri,
            ["VALETKEY__Region"] = CephGateway.Region,
            ["AWS_ACCESS_KEY_ID"] = owner.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = owner.SecretKey,
        });

        ShouldHaveGoneWell(run);
        using IAmazonS3 s3 = gateway.CreateS3();
        foreach ((string name, byte[] content) in Contents)
        {
            using GetObjectResponse stored = await s3.GetObjectAsync(bucket, name);
            using MemoryStream copy = new();
            await stored.ResponseStream.CopyToAsync(copy);
            copy.ToArray().Should().Equal(content);
            stored.Headers.ContentType.Should().Be("text/x-test");
        }
    }

    [Test]
    public async Task It_copies_to_Azure_where_the_key_cannot_hold_the_digest_and_reads_back()
    {
        Azurite azurite = await Azurite.RequirePlainAsync();
        BlobContainerClient container = azurite.CreateBlobs().GetBlobContainerClient($"valetkey-{Guid.NewGuid():n}");
        await container.CreateAsync();

        ChildProcess run = await RunAsync([_root.Path, "--to", "azure", $"media={container.Name}"], new()
        {
            ["VALETKEY__ConnectionString"] =
                $"DefaultEndpointsProtocol=http;AccountName={azurite.Account.Name};AccountKey={azurite.Account.Key1};BlobEndpoint={azurite.BlobUrl}",
            ["VALETKEY__ServiceVersion"] = "2025-11-05",
        });

        ShouldHaveGoneWell(run);
        foreach ((string name, byte[] content) in Contents)
        {
            using MemoryStream copy = new();
            await container.GetBlobClient(name).DownloadToAsync(copy);
            copy.ToArray().Should().Equal(content);
        }
    }

    [Test]
    public async Task A_root_is_verified_and_damage_is_told()
    {
        ChildProcess sound = await RunAsync(["--verify", _root.Path], []);
        string file = Directory.GetFiles(Path.Combine(_root.Path, "objects"), "*", SearchOption.AllDirectories).Single();
        using (FileStream damaged = File.OpenWrite(file))
        {
            damaged.WriteByte(77);
        }

        ChildProcess broken = await RunAsync(["--verify", _root.Path], []);

        sound.ExitCode.Should().Be(0, sound.Output);
        sound.Output.Should().Contain("3 objects with 300,006 bytes, 0 faults, 0 files");
        broken.ExitCode.Should().Be(1, broken.Output);
        broken.Output.Should().Contain("DigestDiffers").And.Contain("#1.bin");
    }

    [TestCase("root", "--to", "nimbus", "media")]
    [TestCase("root", "--to", "s3")]
    [TestCase("--verify")]
    public async Task Wrong_arguments_are_told_and_fail(params string[] arguments)
    {
        ChildProcess run = await RunAsync(arguments, []);

        run.ExitCode.Should().Be(2);
        run.Output.Should().Contain("Usage: dotnet run --project samples/Migrate");
    }

    private static void ShouldHaveGoneWell(ChildProcess run)
    {
        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("3 objects are there, 0 to look at.");
    }

    private static async Task<TestStorage> StartTargetAsync()
    {
        TestStorage target = await TestStorage.StartAsync();
        target.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        return target;
    }

    private Task<ChildProcess> MigrateToAsync(TestStorage target) => RunAsync([_root.Path, "--to", "local", "media=theirs"], new()
    {
        ["VALETKEY__RootPath"] = target.RootPath,
        ["VALETKEY__PublicUrl"] = target.Host.Url.AbsoluteUri,
    });

    private static Task<ChildProcess> RunAsync(string[] arguments, Dictionary<string, string> environment) =>
        ChildProcess.RunAsync(ChildProcess.Dotnet, [Program, .. arguments], environment);
}
