using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Aws;
using ValetKey.Aws.Operations;
using ValetKey.Providers;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Operations.Support;

/// <summary>Tests of the application's own operations at Ceph's gateway, found in the services as an application finds them.</summary>
internal abstract class GatewayOperationTests : GatewayTestBase
{
    protected const int LeastPart = 5 << 20;

    private const string Name = "gateway";

    private readonly List<ServiceProvider> _services = [];

    protected IStorageOperations Operations { get; private set; } = null!;

    protected IValetKeyIssuer Issuer { get; private set; } = null!;

    /// <summary>Gets the owner's client, to see what really is stored.</summary>
    protected IAmazonS3 Owner { get; private set; } = null!;

    [OneTimeSetUp]
    public void CreateOperations()
    {
        Owner = Gateway.CreateS3();
        ServiceProvider services = ServicesOf();
        Operations = services.GetRequiredKeyedService<IStorageOperations>(Name);
        Issuer = services.GetRequiredService<IValetKeyIssuer>();
    }

    [OneTimeTearDown]
    public async Task DisposeAsync()
    {
        Owner?.Dispose();
        foreach (ServiceProvider services in _services)
        {
            await services.DisposeAsync();
        }
    }

    protected static string NewName(string end = "object") => $"{Guid.NewGuid():n}/{end}";

    protected IStorageOperations With(Action<AmazonS3Options> configure) =>
        ServicesOf(configure).GetRequiredKeyedService<IStorageOperations>(Name);

    /// <summary>Those that take the gateway for Amazon, and so copy as Amazon does.</summary>
    protected IStorageOperations AsAmazon() => new S3Operations(
        new AmazonS3Options { Region = CephGateway.Region },
        () => Gateway.CreateS3(),
        Name,
        TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    protected KeyScope Object(string name) => KeyScope.ForObject(Bucket, name);

    protected async Task<StorageObject> StageAsync(string name, string content = "staged")
    {
        await Owner.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = name, ContentBody = content });
        return (await Operations.FindAsync(Bucket, name))!;
    }

    protected async Task<string?> ContentOfAsync(string name)
    {
        if (await Operations.FindAsync(Bucket, name) is not { } found)
        {
            return null;
        }

        using StreamReader reader = new((await Operations.OpenReadAsync(found))!);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Puts a part as a client does: with a key.</summary>
    protected async Task PutPartAsync(PartUpload upload, int number, byte[] content)
    {
        SignedUrl key = await Issuer.IssueUrlAsync(new KeyRequest(Operations.ScopeOfPart(upload, number), Permissions.Write)
        {
            Constraints = new() { ContentLength = LengthRange.Exactly(content.Length) },
        });
        using HttpResponseMessage answer = await Gateway.Client.SendAsync(key.CreateRequest(new ByteArrayContent(content)));
        answer.EnsureSuccessStatusCode();
    }

    protected async Task<IReadOnlyList<UploadedPart>> PutPartsAsync(PartUpload upload, params byte[][] contents)
    {
        for (int number = 1; number <= contents.Length; number++)
        {
            await PutPartAsync(upload, number, contents[number - 1]);
        }

        return (await Operations.ListPartsAsync(upload))!;
    }

    protected static byte[] Filled(int length, char with) => [.. Enumerable.Repeat((byte)with, length)];

    private ServiceProvider ServicesOf(Action<AmazonS3Options>? configure = null)
    {
        ServiceCollection services = [];
        services.AddValetKey(options => options.RequireHttps = false).AddAmazonS3(Name, options =>
        {
            options.Region = CephGateway.Region;
            options.ServiceUrl = Gateway.Endpoint;
            options.Credentials = Gateway.Owner;
            configure?.Invoke(options);
        });
        _services.Add(services.BuildServiceProvider());
        return _services[^1];
    }
}
