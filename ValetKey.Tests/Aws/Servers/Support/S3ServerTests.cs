using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Aws.Servers.Support;

/// <summary>Tests that hold keys for S3 against Ceph's RADOS Gateway, with a plain client.</summary>
/// <remarks>
/// What the gateway (version 16) does not check, so that nothing here can show it:
/// the region that a signature names; a date that lies ahead (only that the key has not ended);
/// a SHA-256 or CRC of the body (the header is bound, its value is not compared with what was sent);
/// the policy of a form that a role's session has signed (it answers 204 and stores nothing);
/// and that every x-amz header is signed. Amazon does. Here the holder of a URL that writes may add metadata, an encryption key, or an
/// x-amz-copy-source, which stores the copy of another object of the signer's: whatever length or type the URL is for, and even where
/// Create must not overwrite. A URL that a session signs is safe from that, since its policy lets nothing be read.
/// What it refuses though Amazon would not: in a form's policy an escaped character beyond the Basic Multilingual Plane, and in session policies
/// <c>${*}</c>.
/// </remarks>
internal abstract class S3ServerTests : GatewayTestBase
{
    /// <summary>The MD5 of <c>stored</c>.</summary>
    private const string StoredTag = "\"c9ee90255cdc1ef5f247317065e74111\"";

    private readonly List<GatewayIssuer> _issuers = [];

    /// <summary>Gets an issuer whose keys begin and end to the second.</summary>
    protected IValetKeyIssuer Issuer { get; private set; } = null!;

    /// <summary>Gets one that takes the gateway for Amazon, and so promises what Amazon keeps.</summary>
    protected IValetKeyIssuer AmazonIssuer { get; private set; } = null!;

    protected IValetKeyIssuer StrangersIssuer { get; private set; } = null!;

    protected IValetKeyIssuer RoleIssuer { get; private set; } = null!;

    /// <summary>Gets one that may take on the role, and takes the gateway for Amazon.</summary>
    protected IValetKeyIssuer AmazonRoleIssuer { get; private set; } = null!;

    /// <summary>Gets the owner's client, to see what really is stored.</summary>
    protected IAmazonS3 Owner { get; private set; } = null!;

    [OneTimeSetUp]
    public void CreateIssuers()
    {
        Owner = Gateway.CreateS3();
        Issuer = Keep(GatewayIssuer.Create(Gateway, rules: rules => rules.ClockSkew = ClockSkewPolicy.Strict));
        AmazonIssuer = Keep(GatewayIssuer.Create(
            Gateway,
            options => (options.ServiceUrl, options.PublicUrl) = (null, Gateway.Endpoint),
            rules => rules.ClockSkew = ClockSkewPolicy.Strict));
        StrangersIssuer = Keep(GatewayIssuer.Create(Gateway, options => options.Credentials = Gateway.Stranger));
        AmazonRoleIssuer = Keep(GatewayIssuer.WithRole(
            Gateway, options => (options.ServiceUrl, options.PublicUrl) = (null, Gateway.Endpoint),
            rules => rules.ClockSkew = ClockSkewPolicy.Strict));
        RoleIssuer = Keep(GatewayIssuer.WithRole(Gateway, rules: rules => rules.ClockSkew = ClockSkewPolicy.Strict));
    }

    [OneTimeTearDown]
    public async Task DisposeAsync()
    {
        Owner?.Dispose();
        foreach (GatewayIssuer issuer in _issuers)
        {
            await issuer.DisposeAsync();
        }
    }

    protected static string NewName(string end = "object") => $"{Guid.NewGuid():n}/{end}";

    protected IValetKeyIssuer Keep(GatewayIssuer issuer)
    {
        lock (_issuers)
        {
            _issuers.Add(issuer);
        }

        return issuer.Issuer;
    }

    protected KeyScope Object(string name) => KeyScope.ForObject(Bucket, name);

    protected async Task StoreAsync(string name, string content = "stored") =>
        await Owner.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = name, ContentBody = content });

    /// <summary>The stored content, or null where there is no such object.</summary>
    protected async Task<string?> ContentOfAsync(string name)
    {
        try
        {
            using GetObjectResponse response = await Owner.GetObjectAsync(Bucket, name);
            using StreamReader reader = new(response.ResponseStream);
            return await reader.ReadToEndAsync();
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>The names in a folder, each marked whose object is not as <see cref="StoreAsync"/> has left it.</summary>
    protected async Task<IEnumerable<string>> UnchangedNamesAsync(string folder)
    {
        ListObjectsV2Response response = await Owner.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = folder });
        return response.S3Objects.Select(stored => stored.Key[folder.Length..] + (stored.ETag == StoredTag ? "" : " (changed)"));
    }

    protected async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Gateway.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    /// <summary>Waits in real time: the gateway's clock cannot be moved.</summary>
    protected static async Task WaitUntilAsync(DateTimeOffset time)
    {
        TimeSpan left = time - TimeProvider.System.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }
    }
}
