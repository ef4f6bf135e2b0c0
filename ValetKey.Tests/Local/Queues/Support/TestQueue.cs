using System.Text.Json;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Queues.Support;

/// <summary>A queue, used with keys by who may do all with it.</summary>
internal sealed class TestQueue(IValetKeyIssuer issuer, HttpClient client, string name)
{
    public const Permissions All = Permissions.Send | Permissions.Receive | Permissions.Peek | Permissions.Update;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public string Name => name;

    public KeyScope Scope { get; } = KeyScope.ForQueue(name);

    public async Task<SignedQuery> KeyAsync(Permissions permissions = All) => await issuer.IssueQueryAsync(new KeyRequest(Scope, permissions));

    public async Task<Answer> AskAsync(HttpRequestMessage request) => await Answer.OfAsync(await client.SendAsync(request));

    public async Task<Answer> SendAsync(HttpContent content) =>
        await AskAsync((await KeyAsync()).CreateRequest(Permissions.Send, content: content));

    public async Task SendAsync(params string[] texts)
    {
        foreach (string text in texts)
        {
            (await SendAsync(Bodies.Text(text))).ShouldBe(System.Net.HttpStatusCode.Created);
        }
    }

    /// <summary>Receives, with what follows the signature.</summary>
    public async Task<Answer> AskToReceiveAsync(string added = "") =>
        await AskAsync(With((await KeyAsync()).CreateRequest(Permissions.Receive), added));

    public async Task<Received[]> ReceiveAsync(string added = "") => MessagesOf(await AskToReceiveAsync(added));

    public async Task<Received> ReceiveOneAsync(string added = "") => (await ReceiveAsync(added)).Should().ContainSingle().Subject;

    public async Task<Received[]> PeekAsync(int count = 32) =>
        MessagesOf(await AskAsync(With((await KeyAsync()).CreateRequest(Permissions.Peek), $"&count={count}")));

    /// <summary>What can be received now.</summary>
    public async Task<string[]> TextsAsync() => [.. (await PeekAsync()).Select(message => message.Text)];

    public async Task<Answer> UpdateAsync(Received message, TimeSpan visibility, HttpContent? content = null) =>
        await AskAsync((await KeyAsync()).CreateMessageRequest(Permissions.Update, message.Id, message.Receipt!, content, visibility));

    public async Task<Answer> DeleteAsync(Received message) =>
        await AskAsync((await KeyAsync()).CreateMessageRequest(Permissions.Receive, message.Id, message.Receipt!));

    private static HttpRequestMessage With(HttpRequestMessage request, string added)
    {
        request.RequestUri = new Uri(request.RequestUri!.OriginalString + added);
        return request;
    }

    private static Received[] MessagesOf(Answer answer)
    {
        answer.ShouldBe(System.Net.HttpStatusCode.OK);
        return answer.Json.GetProperty("messages").Deserialize<Received[]>(Json)!;
    }
}
