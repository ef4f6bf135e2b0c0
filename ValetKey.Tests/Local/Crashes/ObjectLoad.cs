using System.Net;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>Objects of one writer: made, replaced, appended to, deleted and read. Nobody else writes them, so what they must be is known.</summary>
internal sealed class ObjectLoad(int number)
{
    private const int LongestAppended = 1 << 20;

    private static readonly KeyConstraints Once = new() { SingleUse = true };

    private readonly Tracked[] _objects = [.. Enumerable.Range(0, 3).Select(i => new Tracked($"writer {number}/object {i}"))];
    private readonly List<string> _used = [];

    public async Task StepAsync(Life life, Random random)
    {
        Tracked chosen = _objects[random.Next(_objects.Length)];
        byte[] content = Contents.Some(random);
        bool exists = chosen.Content is not null;
        switch (random.Next(12))
        {
            case < 4:
                await ChangeAsync(life, chosen, Permissions.Write, content, content, exists ? HttpStatusCode.OK : HttpStatusCode.Created);
                break;
            case < 5:
                await WriteOnceAsync(life, chosen, content);
                break;
            case < 6:
                await ChangeAsync(life, chosen, Permissions.Create, content, content, exists ? HttpStatusCode.Conflict : HttpStatusCode.Created);
                break;
            case < 9 when chosen.Content is not { Length: > LongestAppended }:
                byte[] whole = [.. chosen.Content ?? [], .. content];
                await ChangeAsync(life, chosen, Permissions.Append, content, whole, exists ? HttpStatusCode.OK : HttpStatusCode.Created);
                break;
            case < 10:
                await ChangeAsync(life, chosen, Permissions.Delete, null, null, exists ? HttpStatusCode.NoContent : HttpStatusCode.NotFound);
                break;
            default:
                await CheckAsync(life, chosen);
                break;
        }
    }

    /// <summary>After a crash: no object is lost, cut off or mixed, and no key for one use works again.</summary>
    public async Task CheckAsync(Life life)
    {
        foreach (Tracked tracked in _objects)
        {
            await CheckAsync(life, tracked);
        }

        foreach (string used in _used)
        {
            Answer again = await life.SendAsync(new HttpRequestMessage(HttpMethod.Put, Moved(used, life)) { Content = Bodies.Text("again") });
            again.ShouldForbid(LocalRefusalReasons.KeyUsed);
        }

        _used.Clear();
    }

    private static async Task ChangeAsync(
        Life life, Tracked chosen, Permissions permission, byte[]? sent, byte[]? becomes, HttpStatusCode expected)
    {
        SignedUrl key = await life.KeyAsync(chosen.Name, permission);
        chosen.Begin(becomes);
        Answer answer = await life.SendAsync(key, sent);
        answer.ShouldBe(expected);
        Note(life, chosen, answer);
    }

    private async Task WriteOnceAsync(Life life, Tracked chosen, byte[] content)
    {
        SignedUrl key = await life.KeyAsync(chosen.Name, Permissions.Write, Once);
        chosen.Begin(content);
        Answer answer = await life.SendAsync(key, content);
        answer.IsSuccess.Should().BeTrue(answer.Text);
        _used.Add(key.Url);
        Note(life, chosen, answer);
    }

    private static void Note(Life life, Tracked chosen, Answer answer)
    {
        if (!answer.IsSuccess)
        {
            chosen.Refuse();
            return;
        }

        chosen.Acknowledge();
        life.Count();
    }

    private static async Task CheckAsync(Life life, Tracked tracked)
    {
        Answer answer = await life.SendAsync(tracked.Name, Permissions.Read);
        answer.Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NotFound);
        tracked.ShouldBe(Tracked.TagOf(answer.IsSuccess ? answer.Body : null));
    }

    /// <summary>The key at the port that the service has in this life.</summary>
    private static Uri Moved(string url, Life life) => new(life.Service.Url, new Uri(url).PathAndQuery);
}
