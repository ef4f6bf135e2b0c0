// Reads an object that nginx gives out with a key, and asks for keys that nginx could not enforce.
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ValetKey;

if (args is not [var container, var name]
    || !Uri.TryCreate(Environment.GetEnvironmentVariable("NGINX_ENDPOINT"), UriKind.Absolute, out Uri? endpoint)
    || Environment.GetEnvironmentVariable("NGINX_SECURE_LINK_SECRET") is not { } secret)
{
    await Console.Error.WriteLineAsync(
        """
        Usage: dotnet run --project samples/NginxProvider -- CONTAINER NAME

        It needs an nginx (on Debian: apt install nginx) with samples/NginxProvider/secure_link.conf, and a file CONTAINER/NAME below its root:
          NGINX_ENDPOINT            its URL without a path, such as http://127.0.0.1:8080
          NGINX_SECURE_LINK_SECRET  its $secure_link_secret: 32 letters and digits, or more
        """);
    return 2;
}

await using ServiceProvider services = new ServiceCollection()
    .AddValetKey()
    .AddSecureLink("files", options => (options.Endpoint, options.Secret) = (endpoint, secret))
    .Services
    .BuildServiceProvider();
IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
using HttpClient client = new();
KeyScope mine = KeyScope.ForObject(container, name);
int surprises = 0;

SignedUrl download = await issuer.IssueUrlAsync(mine, Permissions.Read);
await TellAsync("download", HttpStatusCode.OK, download.CreateRequest());
await TellAsync("another object", HttpStatusCode.Forbidden, new(HttpMethod.Get, download.Url.Replace("?", "x?")));
await TellAsync("a later end", HttpStatusCode.Forbidden, new(HttpMethod.Get, download.Url.Replace("expires=", "expires=9")));
await TellAsync("another method", HttpStatusCode.Forbidden, new(HttpMethod.Delete, download.Url));

await TellRefusalAsync("to write", new KeyRequest(mine, Permissions.Write));
await TellRefusalAsync("to see the properties, but not the content", new KeyRequest(mine, Permissions.ReadProperties));
await TellRefusalAsync("to read a folder", new KeyRequest(KeyScope.ForPrefix(container, "folder/"), Permissions.Read));
await TellRefusalAsync("for one client", With(new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Loopback) }));
await TellRefusalAsync("to read once", With(new() { SingleUse = true }));
await TellRefusalAsync("to read as an attachment", With(new() { Response = new() { ContentDisposition = "attachment" } }));
await TellRefusalAsync("in five minutes", With(new() { NotBefore = TimeProvider.System.GetUtcNow().AddMinutes(5) }));
return surprises == 0 ? 0 : 1;

KeyRequest With(KeyConstraints constraints) => new(mine, Permissions.Read) { Constraints = constraints };

async Task TellAsync(string step, HttpStatusCode expected, HttpRequestMessage request)
{
    using HttpResponseMessage response = await client.SendAsync(request);
    Tell(step, $"{(int)response.StatusCode} {response.ReasonPhrase}", response.StatusCode == expected);
}

async Task TellRefusalAsync(string wish, KeyRequest request)
{
    try
    {
        Tell($"a key {wish}", $"{await issuer.IssueAsync(request)}", asExpected: false);
    }
    catch (ValetKeyException refusal)
    {
        Tell($"a key {wish}", refusal.Message, refusal.Reason == ValetKeyErrorReason.Unsupported);
    }
}

void Tell(string step, string outcome, bool asExpected)
{
    surprises += asExpected ? 0 : 1;
    Console.WriteLine($"{step}: {outcome}{(asExpected ? "" : " (NOT as expected)")}");
}
