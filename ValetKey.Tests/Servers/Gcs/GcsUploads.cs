using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>
/// Sessions of resumable uploads ("Resumable uploads" and "Perform resumable uploads"): the session's URI is the permission, chunks are multiples of
/// 256 KiB but for the last, 308 tells how far the service has come, and a cancelled session answers 499.
/// </summary>
internal sealed partial class GcsUploads(GcsBucketStore store)
{
    public const int ChunkUnit = 256 * 1024;

    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, Session> _sessions = new();

    /// <summary>Starts a session.</summary>
    /// <returns>Its id.</returns>
    public string Start(string bucket, string name, IReadOnlyDictionary<string, string> headers, long? expectedGeneration, DateTimeOffset now)
    {
        store.CheckGeneration(bucket, name, expectedGeneration);
        string id = Guid.NewGuid().ToString("n");
        _sessions[id] = new Session(bucket, name, headers, expectedGeneration, now + Life);
        return id;
    }

    /// <summary>Takes a chunk, the whole or a question.</summary>
    /// <returns>The stored object once all is there, or how many bytes have come.</returns>
    public (GcsObject? Stored, long Received) Put(string id, string bucket, string name, string? contentRange, byte[] body, DateTimeOffset now)
    {
        Session session = Find(id, bucket, name, now);
        lock (session)
        {
            (long Start, long? Total)? range = contentRange is null ? (0, body.Length) : ParseRange(contentRange, body);
            if (range is { } chunk && session.Stored is null)
            {
                Append(session, chunk.Start, chunk.Total, body);
            }

            return (session.Stored, session.Received.Length);
        }
    }

    /// <summary>Ends a session for good.</summary>
    public GcsFault Cancel(string id, string bucket, string name, DateTimeOffset now)
    {
        Find(id, bucket, name, now).IsCancelled = true;
        return Cancelled();
    }

    private void Append(Session session, long start, long? total, byte[] body)
    {
        if (start != session.Received.Length)
        {
            throw GcsFault.Argument($"The chunk begins at {start}, and {session.Received.Length} bytes have come.");
        }

        bool isLast = start + body.Length == total;
        if (!isLast && (body.Length == 0 || body.Length % ChunkUnit != 0 || start + body.Length > total))
        {
            throw GcsFault.Argument($"A chunk that is not the last has a multiple of {ChunkUnit} bytes, not {body.Length}.");
        }

        session.Received.Write(body);
        if (isLast)
        {
            session.Stored = store.Put(session.Bucket, session.Name, session.Received.ToArray(), session.Headers, session.ExpectedGeneration);
        }
    }

    private Session Find(string id, string bucket, string name, DateTimeOffset now) =>
        !_sessions.TryGetValue(id, out Session? session) || session.Bucket != bucket || session.Name != name
            ? throw new GcsFault(404, "NoSuchUpload", "There is no such session.")
        : session.IsCancelled ? throw Cancelled()
        : now >= session.End ? throw new GcsFault(410, "Gone", "The session has ended.")
        : session;

    private static GcsFault Cancelled() => new(499, "RequestCancelled", "The upload was cancelled.");

    private static (long Start, long? Total)? ParseRange(string text, byte[] body)
    {
        Match match = ContentRange().Match(text);
        if (!match.Success)
        {
            throw GcsFault.Argument($"'{text}' is no Content-Range.");
        }

        long? total = match.Groups["total"].Value == "*" ? null : long.Parse(match.Groups["total"].Value, CultureInfo.InvariantCulture);
        if (!match.Groups["first"].Success)
        {
            return body.Length == 0 ? null : throw GcsFault.Argument("A question has no body.");
        }

        long first = long.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        long last = long.Parse(match.Groups["last"].Value, CultureInfo.InvariantCulture);
        return last - first + 1 == body.Length ? (first, total) : throw GcsFault.Argument($"'{text}' does not fit {body.Length} bytes.");
    }

    [GeneratedRegex(@"^bytes (\*|(?<first>[0-9]+)-(?<last>[0-9]+))/(?<total>\*|[0-9]+)$")]
    private static partial Regex ContentRange();

    private sealed record Session(string Bucket, string Name, IReadOnlyDictionary<string, string> Headers,
        long? ExpectedGeneration, DateTimeOffset End)
    {
        public MemoryStream Received { get; } = new();

        public GcsObject? Stored { get; set; }

        public bool IsCancelled { get; set; }
    }
}
