using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using ValetKey.Tests.Local.Queues.Support;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>A queue of one life, into which some send and from which others receive and delete.</summary>
internal sealed class QueueLoad(string name)
{
    // Once more is for an answer that a kill may keep back; what is received five times and not deleted is another queue's.
    private const int MostLeft = 3;

    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(1);
    private static readonly string All = $"&count=32&visibility={Hidden.TotalSeconds}";

    private readonly ConcurrentDictionary<string, Letter> _letters = [];

    public async Task SendAsync(Life life, Random random)
    {
        string text = $"{Guid.NewGuid()} {new string('x', random.Next(4) == 0 ? random.Next(40_000) : 0)}";
        Letter letter = _letters[text] = new Letter();
        Answer answer = await QueueOf(life).SendAsync(Bodies.Text(text));
        answer.ShouldBe(HttpStatusCode.Created);
        letter.IsSent = true;
        life.Count();
    }

    public async Task ReceiveAsync(Life life, Random random)
    {
        long asked = Stopwatch.GetTimestamp();
        foreach (Received message in await ReceiveAsync(life, $"&count={random.Next(1, 6)}&visibility={Hidden.TotalSeconds}"))
        {
            if (random.Next(4) > 0 || message.Receives > MostLeft)
            {
                await DeleteAsync(life, message, asked);
                life.Count();
            }
        }
    }

    /// <summary>After a crash: all that was sent, and that nobody began to delete, comes; and nothing that was deleted.</summary>
    public async Task CheckAsync(Life life)
    {
        while (_letters.Values.Any(letter => letter.MustCome))
        {
            await Eventually.TrueAsync(() => life.Storage.Store.Queues.Peek(name, 1).Count > 0);
            long asked = Stopwatch.GetTimestamp();
            foreach (Received message in await ReceiveAsync(life, All))
            {
                await DeleteAsync(life, message, asked);
            }
        }
    }

    private async Task<Received[]> ReceiveAsync(Life life, string added)
    {
        long asked = Stopwatch.GetTimestamp();
        Received[] messages = await QueueOf(life).ReceiveAsync(added);
        long answered = Stopwatch.GetTimestamp();
        foreach (Received message in messages)
        {
            Letter letter = _letters.Should().ContainKey(message.Text, "only what was sent comes").WhoseValue;
            (letter.DeletedAt is { } deleted && deleted < asked).Should().BeFalse("it was deleted before it was asked for");
            (letter.ReceivedAt is { } last && Stopwatch.GetElapsedTime(last, answered) < Hidden).Should().BeFalse("it was hidden");
            letter.ReceivedAt = asked;
        }

        return messages;
    }

    private async Task DeleteAsync(Life life, Received message, long asked)
    {
        Letter letter = _letters[message.Text];
        letter.IsBeingDeleted = true;
        Answer answer = await QueueOf(life).DeleteAsync(message);
        if (answer.Status != HttpStatusCode.NoContent)
        {
            // Another one may hold it by now, or have deleted it; but not as long as it is hidden.
            Stopwatch.GetElapsedTime(asked).Should().BeGreaterThan(Hidden, answer.Text);
            answer.Status.Should().BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Conflict);
            return;
        }

        letter.DeletedAt = Stopwatch.GetTimestamp();
    }

    private TestQueue QueueOf(Life life) => new(life.Issuer, life.Client, name);

    private sealed class Letter
    {
        public bool IsSent { get; set; }

        public bool IsBeingDeleted { get; set; }

        public long? DeletedAt { get; set; }

        /// <summary>When it was last asked for, with success.</summary>
        public long? ReceivedAt { get; set; }

        public bool MustCome => IsSent && !IsBeingDeleted;
    }
}
