using System.Diagnostics;
using System.Globalization;
using ValetKey.Local.Storage.Content;

namespace ValetKey.Benchmarks.Service;

/// <summary>Many small objects, by one client or several. All times are in seconds.</summary>
internal sealed class SmallObjects : IDisposable
{
    private readonly ServiceProcess _service;
    private readonly byte[] _body;
    private readonly Connection[] _connections;
    private readonly Connection[] _static;
    private int _names;

    public SmallObjects(ServiceProcess service, int clients, int bytes)
    {
        _service = service;
        _body = new byte[bytes];
        Random.Shared.NextBytes(_body);
        _connections = [.. Enumerable.Range(0, clients).Select(_ => new Connection(service.Url))];
        _static = [.. Enumerable.Range(0, clients).Select(_ => new Connection(service.StaticUrl))];
        File.WriteAllBytes(Path.Combine(service.StaticFolder, "small"), _body);
        Put(1, 1);
    }

    public double Put(int clients, int count)
    {
        byte[][] heads = [.. Enumerable.Range(0, count).Select(_ => Head(Permissions.Write, Name(++_names), _body.Length))];
        return Share(_connections[..clients], count, (connection, i) => connection.Exchange(heads[i], _body, _body.Length));
    }

    public double Get(int count)
    {
        byte[] head = Head(Permissions.Read, Name(1), 0);
        return Share(_connections, count, (connection, _) => connection.Exchange(head, [], 0));
    }

    public double GetStatic(int count)
    {
        byte[] head = Connection.Head("GET", new Uri(_service.StaticUrl, "/small"), 0);
        return Share(_static, count, (connection, _) => connection.Exchange(head, [], 0));
    }

    /// <summary>The same without a service: files that are on disk, and so are their names.</summary>
    public double WriteFiles(int count)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_service.StaticFolder, "written")).FullName;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            using FileStream file = File.Create(Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)));
            file.Write(_body);
            file.Flush(flushToDisk: true);
            FolderFlush.ToDisk(folder);
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Directory.Delete(folder, recursive: true);
        return seconds;
    }

    public void Dispose()
    {
        Array.ForEach(_connections, connection => connection.Dispose());
        Array.ForEach(_static, connection => connection.Dispose());
    }

    private static string Name(int number) => $"small/{number}";

    private static double Share(Connection[] connections, int count, Func<Connection, int, long> exchange)
    {
        int next = -1;
        Thread[] threads = [.. connections.Select(connection => new Thread(() =>
        {
            for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                exchange(connection, i);
            }
        }))];
        long start = Stopwatch.GetTimestamp();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private byte[] Head(Permissions permission, string name, long length)
    {
        SignedUrl key = _service.Issuer.IssueUrlAsync(KeyScope.ForObject("bench", name), permission).AsTask().GetAwaiter().GetResult();
        return Connection.Head(key.Method.Method, new Uri(key.Url), length);
    }
}
