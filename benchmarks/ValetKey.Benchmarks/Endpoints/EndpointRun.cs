using ValetKey.Benchmarks.Paired;
using ValetKey.Benchmarks.Reporting;

namespace ValetKey.Benchmarks.Endpoints;

/// <summary>An endpoint of ASP.NET Core that issues a key as JSON: one connection that stays open, one request at a time.</summary>
internal static class EndpointRun
{
    private static readonly string[] Headings =
        ["subject", "µs", "static, µs", "beyond, µs", "ratio", "quartiles", "requests a second", "bytes beyond"];

    public static async Task RunAsync(Action<string> write, Effort effort)
    {
        await using KeyServer server = await KeyServer.StartAsync();
        using KeepAliveClient client = new(server.Url);
        MarkdownTable table = new(write, Headings);
        foreach (Pair pair in EndpointPairs.Create(client))
        {
            Add(pair);
        }

        await foreach (Pair pair in EndpointPairs.CreateOffersAsync())
        {
            Add(pair);
        }

        void Add(Pair pair)
        {
            Measurement measured = PairRunner.Measure(pair, effort);
            table.Add(
                pair.Name, $"{measured.Subject / 1000:0.0}", $"{measured.Reference / 1000:0.0}", $"{measured.NanosecondsBeyond / 1000:0.0}",
                $"{measured.Ratio.Median:0.00}", measured.Ratio.Spread, $"{1e9 / measured.Subject:N0}", $"{measured.BytesBeyond:N0}");
        }
    }
}
