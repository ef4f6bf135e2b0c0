using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Servers.Support;

/// <summary>Tests that hold keys for Cloud Storage against the stand-in, with a plain client. It is our own; Google itself was not at hand.</summary>
internal abstract class GcsServerTests
{
    private readonly Dictionary<GcsSigner, GcsIssuer> _issuers = [];

    protected GcsServer Server { get; private set; } = null!;

    protected string Bucket { get; private set; } = null!;

    /// <summary>Gets an issuer whose keys begin and end to the second.</summary>
    protected IValetKeyIssuer Issuer => IssuerOf(GcsSigner.ServiceAccount);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Server = await GcsServer.StartAsync();
        Server.Service.Accounts.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        Server.Service.Tokens.AddServiceAccount(TestServiceAccount.Email, TestServiceAccount.Key);
        Server.Service.Accounts.AddHmacKey(GcsIssuer.AccessId, GcsIssuer.Secret);
        Bucket = Server.CreateBucket();
        _issuers[GcsSigner.ServiceAccount] = GcsIssuer.Create(Server, rules: rules => rules.ClockSkew = ClockSkewPolicy.Strict);
        _issuers[GcsSigner.Hmac] = GcsIssuer.WithHmac(Server, rules => rules.ClockSkew = ClockSkewPolicy.Strict);
        _issuers[GcsSigner.UrlSigner] = GcsIssuer.WithUrlSigner(Server, rules => rules.ClockSkew = ClockSkewPolicy.Strict);
    }

    [OneTimeTearDown]
    public async Task DisposeAsync()
    {
        foreach (GcsIssuer issuer in _issuers.Values)
        {
            await issuer.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    protected static string NewName(string end = "object") => $"{Guid.NewGuid():n}/{end}";

    protected IValetKeyIssuer IssuerOf(GcsSigner signer) => _issuers[signer].Issuer;

    protected KeyScope Object(string name) => KeyScope.ForObject(Bucket, name);

    protected GcsObject Store(string name, string content = "stored") => Server.Store.Put(
        Bucket, name, Encoding.UTF8.GetBytes(content), new Dictionary<string, string> { ["content-type"] = "text/plain" });

    /// <summary>The stored content, or null where there is no such object.</summary>
    protected string? ContentOf(string name) => Server.Store.Find(Bucket, name) is { } stored ? Encoding.UTF8.GetString(stored.Content) : null;

    /// <summary>The names in a folder, each marked whose object is not as <see cref="Store"/> has left it.</summary>
    protected IEnumerable<string> UnchangedNames(string folder) =>
        Server.Store.List(Bucket, folder).Select(name => name[folder.Length..] + (ContentOf(name) == "stored" ? "" : " (changed)"));

    /// <summary>Four objects of which a key may open one.</summary>
    protected string StoreFolder()
    {
        string folder = NewName("");
        foreach (string name in new[] { "tenant1/object", "tenant1/neighbour", "tenant1/object2", "tenant10/object" })
        {
            Store(folder + name);
        }

        return folder;
    }

    protected async Task<HttpStatusCode> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Server.Client.SendAsync(request);
            return response.StatusCode;
        }
    }

    /// <summary>The code of a refusal; empty where the request was accepted.</summary>
    protected async Task<string> CodeOfAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using HttpResponseMessage response = await Server.Client.SendAsync(request);
            string body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode ? "" : XDocument.Parse(body).Root!.Element("Code")!.Value;
        }
    }

    protected static ByteArrayContent Content(string text, string? type = null)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(text));
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return content;
    }

    protected static byte[] RandomBytes(int length) => RandomNumberGenerator.GetBytes(length);
}
