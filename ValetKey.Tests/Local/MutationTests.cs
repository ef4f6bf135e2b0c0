using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>Ten thousand keys that are almost right. They are sent as bytes, since HttpClient would tidy them.</summary>
public sealed class MutationTests : LocalTests
{
    private const int EachKey = 1_300;
    private const int AtOnce = 8;

    private static readonly KeyConstraints Download = new()
    {
        Response = new ResponseOverrides { ContentType = "text/plain", ContentDisposition = "attachment; filename=\"a b\"" },
        ClientNetwork = ClientNetwork.FromNetwork(System.Net.IPNetwork.Parse("127.0.0.0/8")),
    };

    private static readonly KeyConstraints Upload = new()
    {
        ContentLength = LengthRange.AtMost(1000),
        Metadata = new Dictionary<string, string> { ["a"] = "b c" },
        ContentType = "text/*",
    };

    [TestCase("GET", Permissions.Read, false)]
    [TestCase("GET", Permissions.Read, true)]
    [TestCase("HEAD", Permissions.ReadProperties, false)]
    [TestCase("DELETE", Permissions.Delete, false)]
    [TestCase("PUT", Permissions.Write, false)]
    [TestCase("PUT", Permissions.Write, true)]
    [TestCase("PUT", Permissions.Create, false)]
    [TestCase("POST", Permissions.Append, true)]
    public async Task No_mutated_key_opens_anything(string method, Permissions permission, bool asQuery)
    {
        string container = Storage.NewContainer();
        string name = permission == Permissions.Create ? "a b/new" : "a b/o";
        await Storage.StoreAsync(container, "a b/o", "before");
        string target = await TargetAsync(container, name, permission, asQuery);
        string other = await TargetAsync(container, "other", permission, asQuery);
        string headers = method is "PUT" or "POST" ? "Content-Type: text/plain\r\nx-valetkey-meta-a: b c\r\nContent-Length: 5\r\n\r\nafter" : "\r\n";
        ConcurrentBag<string> faults = [];
        int sent = 0;

        await Parallel.ForEachAsync(
            Mutations.Of(target, other, asQuery, EachKey, seed: 20261123 + (int)permission),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (mutated, _) =>
            {
                int status = await StatusAsync($"{method} {mutated} HTTP/1.1\r\nHost: localhost\r\n{headers}");
                Interlocked.Increment(ref sent);
                if (status is not (>= 400 and < 500))
                {
                    faults.Add($"{status}: {method} {mutated}");
                }
            });

        sent.Should().Be(EachKey, "eight of these make ten thousand");
        faults.Should().BeEmpty();
        (await Storage.NamesAsync(container)).Should().Equal("a b/o");
        (await Storage.FetchAsync(container, "a b/o")).Should().Be("before");
        int real = await StatusAsync($"{method} {target} HTTP/1.1\r\nHost: localhost\r\n{headers}");
        real.Should().BeInRange(200, 299, "the key itself opens");
    }

    private async Task<string> TargetAsync(string container, string name, Permissions permission, bool asQuery)
    {
        KeyConstraints constraints = permission switch
        {
            Permissions.Delete => new() { SingleUse = true },
            Permissions.Read or Permissions.ReadProperties => Download,
            Permissions.Append => new() { ContentLength = LengthRange.AtMost(1000), ContentType = "text/*" },
            _ => Upload,
        };
        if (!asQuery)
        {
            return (await Storage.UrlAsync(KeyScope.ForObject(container, name), permission, constraints)).ToUri().PathAndQuery;
        }

        SignedQuery key = await Storage.QueryAsync(KeyScope.ForPrefix(container, "a b/"), permission, constraints);
        return $"/{container}/{Providers.PercentEncoding.EncodePath(name)}?{key.Query}";
    }

    private async Task<int> StatusAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(Storage.Host.Url.Host, Storage.Host.Url.Port);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        byte[] answer = new byte[12];
        await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false);
        return RawHttp.StatusOf(Encoding.ASCII.GetString(answer));
    }
}
