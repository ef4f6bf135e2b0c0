// Issues keys to objects in Swift, and uses them as somebody does who knows nothing of Swift: with a plain HttpClient.
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SwiftConsole;
using ValetKey;

if (args is not [var container]
    || !Uri.TryCreate(Environment.GetEnvironmentVariable("SWIFT_ENDPOINT"), UriKind.Absolute, out Uri? endpoint)
    || Environment.GetEnvironmentVariable("SWIFT_ACCOUNT") is not { Length: > 0 } account
    || Environment.GetEnvironmentVariable("SWIFT_TEMP_URL_KEY") is not { Length: > 0 } secret)
{
    await Console.Error.WriteLineAsync(
        """
        Usage: dotnet run --project samples/CustomProvider/Console -- CONTAINER

        It needs a Swift, and a container there that exists:
          SWIFT_ENDPOINT      its URL without a path, such as https://swift.example
          SWIFT_ACCOUNT       the account as paths name it, such as AUTH_media
          SWIFT_TEMP_URL_KEY  the secret for temporary URLs, which the owner sets:
                              swift post CONTAINER -m "Temp-URL-Key: SECRET"

        There is none at hand? On Debian the tests of this repository start one, for as long as they run:
          apt install swift-proxy swift-account swift-container swift-object memcached
          dotnet test ValetKey.Tests --filter SwiftConsoleTests
        """);
    return 2;
}

await using ServiceProvider services = new ServiceCollection()
    .AddValetKey()
    .AddSwift("archive", options =>
    {
        options.Endpoint = endpoint;
        options.Account = account;
        options.Secret = secret;
    })
    .Services
    .BuildServiceProvider();
IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
using Story story = new();
KeyScope mine = KeyScope.ForObject(container, "valetkey/käse & brot.txt");
KeyScope folder = KeyScope.ForPrefix(container, "valetkey/");

KeyRequest read = new(mine, Permissions.Read);
KeyRequest write = new(mine, Permissions.Write);

Console.WriteLine("What keys open");
SignedUrl upload = await issuer.IssueUrlAsync(write);
SignedUrl download = await issuer.IssueUrlAsync(read);
SignedUrl deletion = await issuer.IssueUrlAsync(new KeyRequest(mine, Permissions.Delete));
SignedQuery everything = await issuer.IssueQueryAsync(new KeyRequest(folder, Permissions.Read));
await story.TellAsync("upload", HttpStatusCode.Created, upload.CreateRequest(new StringContent("mine")));
await story.TellAsync("download", HttpStatusCode.OK, download.CreateRequest());
await story.TellAsync("download with a key to the folder", HttpStatusCode.OK, everything.CreateRequest(Permissions.Read, mine.Name));
await story.TellAsync("properties with the key to read, which Swift gives away", HttpStatusCode.OK, new(HttpMethod.Head, download.Url));

Console.WriteLine("What they do not open");
await story.TellAsync("deleting with the key to read", HttpStatusCode.Unauthorized, new(HttpMethod.Delete, download.Url));
await story.TellAsync("another object", HttpStatusCode.Unauthorized, new(HttpMethod.Get, download.Url.Replace("brot", "wein")));
await story.TellAsync("beside the folder", HttpStatusCode.Unauthorized, new(HttpMethod.Get, $"{everything.BaseUrl}/valetkey2/a?{everything.Query}"));
await story.TellAsync("a day more", HttpStatusCode.Unauthorized, new(HttpMethod.Get, Story.Prolong(download.Url)));
SignedUrl elsewhere = await issuer.IssueUrlAsync(
    read with { Constraints = new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24")) } });
await story.TellAsync("from another network", HttpStatusCode.Unauthorized, elsewhere.CreateRequest());

Console.WriteLine("What Swift cannot enforce, and the issuer refuses");
await story.TellRefusalAsync("creating, never overwriting", () => issuer.IssueAsync(new KeyRequest(mine, Permissions.Create)));
await story.TellRefusalAsync("a picture", () => issuer.IssueAsync(write with { Constraints = new() { ContentType = "image/png" } }));
await story.TellRefusalAsync("four bytes", () => issuer.IssueAsync(write with { Constraints = new() { ContentLength = LengthRange.Exactly(4) } }));
await story.TellRefusalAsync("once", () => issuer.IssueAsync(read with { Constraints = new() { SingleUse = true } }));
await story.TellRefusalAsync("the names in a folder", () => issuer.IssueAsync(new KeyRequest(folder, Permissions.List)));
await story.TellRefusalAsync("both in one", () => issuer.IssueAsync(new KeyRequest(mine, Permissions.Read | Permissions.Write)));

Console.WriteLine("In the end");
await story.TellAsync("deletion", HttpStatusCode.NoContent, deletion.CreateRequest());
return story.End();
