using ValetKey.Tests.Client.Support;

namespace ValetKey.Tests.Client.Keys;

/// <summary>One call sends the same text to the queues of every store, whose owner then reads it.</summary>
internal abstract class QueueMessageTests
{
    private static readonly string[] Texts =
    [
        """<QueueMessage> & "it's" ]]> &amp; {text}""",
        "\U0001F600 ü 漢字 \u2028 \uFFFD \u0085",
        "\r\n one\rtwo\n\tthree \r",
        """{"a":"\u0000\n"} \ """,
    ];

    private ClientProcess Client { get; set; } = null!;

    /// <summary>Whether the queue takes any text, control characters among them.</summary>
    protected abstract bool TakesAnyText { get; }

    protected abstract Uri Application { get; }

    [SetUp]
    public void BeginProcess() => Client = new ClientProcess(Application);

    [TearDown]
    public void EndProcess() => Client.Dispose();

    [Test]
    public async Task The_same_text_arrives_by_one_call([Values("url", "query")] string form)
    {
        string queue = await CreateQueueAsync(form);

        foreach (string text in Texts)
        {
            await Client.Keys.SendAsync($"queues/{queue}", text);
        }

        (await ReadAsync(queue)).Should().BeEquivalentTo(Texts);
    }

    [Test]
    public async Task What_the_service_cannot_carry_is_refused_and_never_mangled(
        [Values("url", "query")] string form, [Values(0x00, 0x08, 0x0B, 0x1B, 0xFFFE, 0xFFFF)] int code)
    {
        string queue = await CreateQueueAsync(form);
        string text = $"before {(char)code} after";

        Func<Task> send = () => Client.Keys.SendAsync($"queues/{queue}", text);

        if (TakesAnyText)
        {
            await send();
            (await ReadAsync(queue)).Should().Equal(text);
            return;
        }

        await send.Should().ThrowAsync<ArgumentException>().WithMessage($"The message has U+{code:X4} at 7, which XML cannot carry.*");
        Client.Store.Sent.Should().BeEmpty();
    }

    [TestCase(new[] { 0xD83D }, 0xD83D, 0)]
    [TestCase(new[] { 'a', 0xDE00 }, 0xDE00, 1)]
    [TestCase(new[] { 0xD83D, 0xDE00, 0xD83D }, 0xD83D, 2)]
    [TestCase(new[] { 0xDE00, 0xD83D }, 0xDE00, 0)]
    public async Task Half_a_character_is_no_text_for_any(int[] text, int half, int place)
    {
        string queue = await CreateQueueAsync("query");

        Func<Task> send = () => Client.Keys.SendAsync($"queues/{queue}", string.Concat(text.Select(code => (char)code)));

        await send.Should().ThrowAsync<ArgumentException>().WithMessage($"The message has U+{half:X4} at {place}, which is half a character.*");
        Client.Store.Sent.Should().BeEmpty();
    }

    /// <summary>Makes a queue whose name begins so.</summary>
    protected abstract Task<string> CreateQueueAsync(string form);

    /// <summary>The messages in a queue, as its owner reads them.</summary>
    protected abstract Task<string[]> ReadAsync(string queue);
}
