using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>Names whose URLs are longer than a host of one's own takes by default.</summary>
public sealed class LongNameTests
{
    private const int Enough = 64 * 1024;

    // 1,023 bytes, 3,069 in a URL, and again in the key.
    private static readonly string Name = string.Concat(Enumerable.Repeat("€", 339)) + "/€";

    [TestCase(null)]
    [TestCase(Enough)]
    public async Task A_mapped_host_answers_414_unless_it_is_set_up_for_them_and_says_so_at_start(int? limit)
    {
        FakeLogCollector log = new();
        await using WebHost host = WebHost.BuildOne(configureServices: services =>
        {
            services.AddLogging(logging => logging.AddProvider(new FakeLoggerProvider(log)));
            if (limit is { } bytes)
            {
                services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestLineSize = bytes);
            }
        });
        host.App.MapValetKeyLocalStorage();
        await host.App.StartAsync();

        Answer answer = await host.SendAsync(await RequestAsync(host));

        answer.Status.Should().Be(limit is null ? HttpStatusCode.RequestUriTooLong : HttpStatusCode.Created);
        string[] warnings = [.. log.GetSnapshot().Where(record => record.Level >= LogLevel.Warning).Select(record => record.Message)];
        if (limit is null)
        {
            warnings.Should().ContainSingle().Which.Should().Contain("'one'").And.Contain("8192").And.Contain($"{Enough}")
                .And.Contain("MaxRequestLineSize");
        }
        else
        {
            warnings.Should().BeEmpty();
        }
    }

    /// <summary>A key for a long prefix, with headers for the answer, on a long name under it.</summary>
    private static async Task<HttpRequestMessage> RequestAsync(WebHost host)
    {
        string prefix = Name[..^1];
        SignedQuery key = await host.Issuer().IssueQueryAsync(new KeyRequest(KeyScope.ForPrefix("c", prefix), Permissions.Write | Permissions.Read)
        {
            Constraints = new KeyConstraints { Response = new ResponseOverrides { ContentDisposition = new string('x', 2_500) } },
        });
        return key.CreateRequest(Permissions.Write, Name, Bodies.Text("x"));
    }
}
