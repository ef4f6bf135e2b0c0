using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace ValetKey.Benchmarks.Service;

/// <summary>Messages that are sent, received and deleted, by many at once on one queue. All times are in seconds.</summary>
internal sealed class QueueCycles : IDisposable
{
    private const int MessageBytes = 256;

    private readonly Connection[] _connections;
    private readonly byte[] _message = new byte[MessageBytes];
    private readonly byte[] _send;
    private readonly byte[] _receive;
    private readonly string _messages;
    private readonly SignedQuery _key;

    public QueueCycles(ServiceProcess service, int clients)
    {
        const Permissions SendAndReceive = Permissions.Send | Permissions.Receive;
        _key = service.Issuer.IssueQueryAsync(new KeyRequest(KeyScope.ForQueue("bench"), SendAndReceive)).AsTask().GetAwaiter().GetResult();
        _messages = _key.BaseUrl + "/messages";
        _send = Connection.Head("POST", new Uri($"{_messages}?{_key.Query}"), MessageBytes);
        _receive = Connection.Head("GET", new Uri($"{_messages}?{_key.Query}&visibility=600"), 0);
        _connections = [.. Enumerable.Range(0, clients).Select(_ => new Connection(service.Url))];
        Random.Shared.NextBytes(_message);
    }

    /// <exception cref="InvalidOperationException">A message was received twice, or one was missing.</exception>
    public double Run(int count)
    {
        int next = -1;
        ConcurrentDictionary<string, bool> ids = [];
        Thread[] threads = [.. _connections.Select(connection => new Thread(() =>
        {
            while (Interlocked.Increment(ref next) < count)
            {
                string id = Cycle(connection);
                if (!ids.TryAdd(id, true))
                {
                    throw new InvalidOperationException($"The message {id} was received twice.");
                }
            }
        }))];
        long start = Stopwatch.GetTimestamp();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return ids.Count == count ? seconds : throw new InvalidOperationException($"Of {count} messages {ids.Count} were received.");
    }

    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private static string Value(string answer, string name)
    {
        string before = $"\"{name}\":\"";
        int start = answer.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return answer[start..answer.IndexOf('"', start)];
    }

    /// <returns>The id of the message that was received, which may be another's.</returns>
    private string Cycle(Connection connection)
    {
        connection.Exchange(_send, _message, MessageBytes);
        connection.Exchange(_receive, [], 0);
        string received = Encoding.ASCII.GetString(connection.Body);
        string id = Value(received, "id");
        Uri url = new($"{_messages}/{id}?{_key.Query}&receipt={Value(received, "receipt")}");
        connection.Exchange(Connection.Head("DELETE", url, 0), [], 0);
        return id;
    }
}
