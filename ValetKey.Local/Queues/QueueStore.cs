using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Queues;

/// <summary>
/// Messages in queues, in the database of the store: each is received at least once, roughly in the order of arrival. A queue is there once it has
/// a message. Several stores, in several processes, may have the same root open.
/// </summary>
internal sealed class QueueStore(SessionPool sessions, Writer writer, UseLedger ledger, TimeProvider time)
{
    private const int SendsBetweenPurges = 256;
    private const int PurgedAtOnce = 1_024;

    /// <summary>Of the messages that nobody gets, since they have expired or are poison, so many are cleared by one receive.</summary>
    private const int MostSeen = 1_024;

    private int _sends;

    /// <summary>In whole milliseconds, as the database has it.</summary>
    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Null if the key was for one use and has been used before.</summary>
    public Task<SentMessage?> SendAsync(SendRequest request, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => Send(transaction, request), cancellationToken);

    public Task<List<Message>> ReceiveAsync(ReceiveRequest request, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => Receive(transaction, request), cancellationToken);

    /// <summary>The messages that a receiver would get next, which stay as they are.</summary>
    public IReadOnlyList<Message> Peek(string queue, int count)
    {
        using SessionPool.Lease lease = sessions.Rent();
        return MessageRows.Peek(lease.Session, Utf8Name.Encode(queue), Now, count);
    }

    public Task<MessageOutcome> UpdateAsync(UpdateRequest request, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => Update(transaction, request), cancellationToken);

    public Task<MessageOutcome> DeleteAsync(HeldMessage message, CancellationToken cancellationToken) =>
        writer.RunAsync(transaction => Delete(transaction, message), cancellationToken);

    private SentMessage? Send(WriteTransaction transaction, SendRequest request)
    {
        DateTimeOffset now = Now;
        if (!ledger.TryRecord(transaction.Session, request.SingleUse, now))
        {
            return null;
        }

        if (Interlocked.Increment(ref _sends) % SendsBetweenPurges == 0)
        {
            MessageRows.Purge(transaction.Session, now, PurgedAtOnce);
        }

        SentMessage sent = new(Guid.CreateVersion7(now), now, now + request.TimeToLive);
        MessageRows.Insert(transaction.Session, request, sent);
        transaction.Commit();
        return sent;
    }

    private List<Message> Receive(WriteTransaction transaction, ReceiveRequest request)
    {
        DateTimeOffset now = Now;
        byte[] queue = Utf8Name.Encode(request.Queue);
        List<Message> received = [];
        int seen = 0;
        bool hasMore = true;
        while (hasMore && received.Count < request.Count && seen < MostSeen)
        {
            int wanted = request.Count - received.Count;
            List<Message> next = MessageRows.Next(transaction.Session, queue, now, wanted);
            seen += next.Count;
            hasMore = next.Count == wanted;
            next.RemoveAll(message => IsCleared(transaction.Session, message, request, now));
            received.AddRange(next.Select(message => MessageRows.Hold(transaction.Session, message, now + request.HiddenFor)));
        }

        transaction.Commit();
        return received;
    }

    private static bool IsCleared(SqliteSession session, Message message, ReceiveRequest request, DateTimeOffset now)
    {
        if (message.Expires <= now)
        {
            MessageRows.Remove(session, message);
            return true;
        }

        if (request.MaximumReceives == 0 || message.Receives < request.MaximumReceives || PoisonQueue.Of(request.Queue) is not { } poison)
        {
            return false;
        }

        MessageRows.Move(session, message, poison, now, now + request.PoisonTimeToLive);
        return true;
    }

    private MessageOutcome Update(WriteTransaction transaction, UpdateRequest request)
    {
        DateTimeOffset now = Now;
        if (!ledger.TryRecord(transaction.Session, request.SingleUse, now))
        {
            return MessageOutcome.KeyAlreadyUsed;
        }

        return Conclude(transaction, MessageRows.TryUpdate(transaction.Session, request, now), request.Message, now);
    }

    private MessageOutcome Delete(WriteTransaction transaction, HeldMessage message)
    {
        DateTimeOffset now = Now;
        return Conclude(transaction, MessageRows.TryDelete(transaction.Session, message, now), message, now);
    }

    /// <summary>A receipt that was overtaken has changed nothing, and is told from a message that is gone.</summary>
    private static MessageOutcome Conclude(WriteTransaction transaction, bool isDone, HeldMessage message, DateTimeOffset now)
    {
        if (!isDone)
        {
            return MessageRows.Contain(transaction.Session, message, now) ? MessageOutcome.ReceiptOvertaken : MessageOutcome.NotFound;
        }

        transaction.Commit();
        return MessageOutcome.Done;
    }
}
