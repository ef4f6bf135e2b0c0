using System.Diagnostics;
using ValetKey.Benchmarks.Paired;

namespace ValetKey.Benchmarks.Service;

/// <summary>How long a client waits that asks for a little again and again, alone or beside many that are slow.</summary>
internal sealed class Patience : IDisposable
{
    private const string Small = "patience/small";
    private const string Large = "patience/large";

    private readonly ServiceProcess _service;
    private readonly Connection _connection;
    private readonly byte[] _head;

    public Patience(ServiceProcess service, int bytes)
    {
        _service = service;
        _connection = new Connection(service.Url);
        byte[] block = new byte[1 << 20];
        _connection.Exchange(Connection.Head("PUT", Url(Small, Permissions.Write), bytes), block, bytes);
        _connection.Exchange(Connection.Head("PUT", Url(Large, Permissions.Write), 16 * block.Length), block, 16 * block.Length);
        _head = Connection.Head("GET", Url(Small, Permissions.Read), 0);
    }

    /// <summary>Answers a second, by the median of their times.</summary>
    public double Alone(int count)
    {
        List<double> seconds = [];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            _connection.Exchange(_head, [], 0);
            seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 1 / Quartiles.Of(seconds).Median;
    }

    /// <summary>The same beside slow clients.</summary>
    public double Beside(int slow, int count)
    {
        string upload = Url("patience/slow", Permissions.Write).PathAndQuery;
        using SlowClients clients = new(_service.Url, upload, Url(Large, Permissions.Read).PathAndQuery, slow);
        return Alone(count);
    }

    public void Dispose() => _connection.Dispose();

    private Uri Url(string name, Permissions permission) => new(_service.Issuer.IssueUrlAsync(KeyScope.ForObject("bench", name), permission)
        .AsTask().GetAwaiter().GetResult().Url);
}
