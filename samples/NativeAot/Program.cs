using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ValetKey;
using ValetKey.Local;

// A storage service and an application that issues keys for it, compiled ahead of time into one native program.
string folder = Directory.CreateTempSubdirectory("valetkey-aot-").FullName;
try
{
    await using LocalStorageHost host = await LocalStorageHost.StartAsync(options => options.RootPath = folder);
    IConfiguration configuration = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ValetKey:DefaultLifetime"] = "00:01:00",
            ["ValetKey:AllowedScopes:0"] = "container:reports",
            ["Store:RootPath"] = folder,
            ["Store:PublicUrl"] = host.Url.AbsoluteUri,
        })
        .Build();

    ServiceCollection services = new();
    services.AddValetKey(configuration.GetSection("ValetKey")).AddLocalStorage("local", configuration.GetSection("Store"));
    await using ServiceProvider application = services.BuildServiceProvider();
    IValetKeyIssuer issuer = application.GetRequiredService<IValetKeyIssuer>();

    KeyScope report = KeyScope.ForObject("reports", "2026/november.txt");
    byte[] content = RandomNumberGenerator.GetBytes(100_000);
    IssuedKey upload = await issuer.IssueAsync(new KeyRequest(report, Permissions.Create)
    {
        Constraints = new() { ContentLength = LengthRange.Exactly(content.Length), SingleUse = true },
    });
    Console.WriteLine(upload); // A key's text leaves out its secret.

    // As JSON to the client, which sends the file straight to the storage.
    SignedUrl received = (SignedUrl)IssuedKey.FromJson(upload.ToJson());
    using HttpClient client = new();
    using HttpResponseMessage uploaded = await client.SendAsync(received.CreateRequest(new ByteArrayContent(content)));
    Show("Upload", uploaded);

    using HttpResponseMessage again = await client.SendAsync(received.CreateRequest(new ByteArrayContent(content)));
    Show("Again", again);

    SignedUrl list = await issuer.IssueUrlAsync(KeyScope.ForContainer("reports"), Permissions.List);
    bool isListed = (await client.GetStringAsync(list.ToUri())).Contains(report.Name, StringComparison.Ordinal);
    Console.WriteLine($"List:     {(isListed ? "has" : "LACKS")} {report.Name}");

    SignedUrl download = await issuer.IssueUrlAsync(report, Permissions.Read);
    byte[] returned = await client.GetByteArrayAsync(download.ToUri());
    bool isSame = returned.SequenceEqual(content);
    Console.WriteLine($"Download: {(isSame ? "the same" : "NOT THE SAME")} {content.Length:N0} bytes");

    bool isDenied = false;
    try
    {
        await issuer.IssueUrlAsync(KeyScope.ForObject("secrets", "plan.txt"), Permissions.Read);
    }
    catch (ValetKeyException refusal) when (refusal.Reason == ValetKeyErrorReason.Denied)
    {
        isDenied = true;
        Console.WriteLine($"Denied:   {refusal.Message}");
    }

    return uploaded.IsSuccessStatusCode && !again.IsSuccessStatusCode && isListed && isSame && isDenied ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Show(string what, HttpResponseMessage response) =>
    Console.WriteLine($"{what + ":",-9} {(int)response.StatusCode} {response.ReasonPhrase}");
