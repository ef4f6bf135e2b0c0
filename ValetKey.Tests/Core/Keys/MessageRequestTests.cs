using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>Requests about single messages of a queue.</summary>
public sealed class MessageRequestTests
{
    private const string Message = "/messages/{messageId}";

    private static readonly KeyOperation[] Operations =
    [
        new() { Permission = Permissions.Send, Method = HttpMethod.Post, Path = "/messages" },
        new() { Permission = Permissions.Peek, Method = HttpMethod.Get, Path = "/messages", Query = "peekonly=true" },
        new()
        {
            Permission = Permissions.Receive,
            Method = HttpMethod.Get,
            Path = "/messages",
            Acknowledge = new()
            {
                Name = "acknowledge",
                Permission = Permissions.Receive,
                Method = HttpMethod.Delete,
                Path = Message,
                Query = "popreceipt={receipt}",
                Headers = new Dictionary<string, string> { ["x-done"] = "1" },
            },
        },
        new()
        {
            Permission = Permissions.Update,
            Method = HttpMethod.Put,
            Path = Message,
            Query = "popreceipt={receipt}&visibilitytimeout={visibilityTimeout}",
        },
    ];

    [Test]
    public void A_message_that_was_handled_is_deleted()
    {
        using HttpRequestMessage request = Key().CreateMessageRequest(Permissions.Receive, "m1", "r1");

        request.Method.Should().Be(HttpMethod.Delete);
        request.RequestUri!.AbsoluteUri.Should().Be("https://s.example/jobs/messages/m1?sv=1&sig=x%2By&popreceipt=r1");
        request.Headers.GetValues("x-done").Should().Equal("1");
    }

    [Test]
    public void A_message_is_changed_with_its_content_and_stays_hidden()
    {
        using StringContent content = new("later");
        using HttpRequestMessage request = Key().CreateMessageRequest(Permissions.Update, "m1", "r1", content, TimeSpan.FromSeconds(90.9));

        request.Method.Should().Be(HttpMethod.Put);
        request.Content.Should().BeSameAs(content);
        request.RequestUri!.AbsoluteUri.Should().EndWith("&popreceipt=r1&visibilitytimeout=90");
    }

    [TestCase("a/b", "a%2Fb")]
    [TestCase("a+b&c=d?#%", "a%2Bb%26c%3Dd%3F%23%25")]
    [TestCase("{receipt}", "%7Breceipt%7D")]
    [TestCase("../x", "..%2Fx")]
    [TestCase("é", "%C3%A9")]
    public void Ids_and_receipts_are_escaped(string text, string escaped)
    {
        using HttpRequestMessage request = Key().CreateMessageRequest(Permissions.Update, text, text);

        request.RequestUri!.AbsoluteUri
            .Should().Be($"https://s.example/jobs/messages/{escaped}?sv=1&sig=x%2By&popreceipt={escaped}&visibilitytimeout=0");
    }

    [TestCase(Permissions.Send)]
    [TestCase(Permissions.Peek)]
    public void What_is_not_about_one_message_is_refused(Permissions permission) =>
        Key().Invoking(key => key.CreateMessageRequest(permission, "m", "r")).Should().ThrowExactly<ArgumentException>()
            .WithParameterName(nameof(permission)).WithMessage($"{permission} is not about one message; use CreateRequest.*");

    [Test]
    public void What_is_about_one_message_is_refused_as_a_plain_request() =>
        Key().Invoking(key => key.CreateRequest(Permissions.Update)).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("operation").WithMessage("Update is about one message; use CreateMessageRequest.*");

    [Test]
    public void Receiving_is_a_plain_request()
    {
        using HttpRequestMessage request = Key().CreateRequest(Permissions.Receive);

        (request.Method, request.RequestUri!.AbsoluteUri).Should().Be((HttpMethod.Get, "https://s.example/jobs/messages?sv=1&sig=x%2By"));
    }

    [TestCase(Permissions.Delete)]
    [TestCase(Permissions.None)]
    [TestCase(Permissions.Receive | Permissions.Update)]
    public void What_is_not_permitted_is_refused(Permissions permission) =>
        Key().Invoking(key => key.CreateMessageRequest(permission, "m", "r"))
            .Should().ThrowExactly<ArgumentException>().WithParameterName(nameof(permission));

    [TestCase("", "r", "messageId")]
    [TestCase(null, "r", "messageId")]
    [TestCase("m", "", "receipt")]
    [TestCase("m", null, "receipt")]
    public void Ids_and_receipts_are_given(string? id, string? receipt, string named) =>
        Key().Invoking(key => key.CreateMessageRequest(Permissions.Receive, id!, receipt!))
            .Should().Throw<ArgumentException>().WithParameterName(named);

    [Test]
    public void A_time_is_not_negative() =>
        Key().Invoking(key => key.CreateMessageRequest(Permissions.Update, "m", "r", null, TimeSpan.FromSeconds(-1)))
            .Should().ThrowExactly<ArgumentOutOfRangeException>().WithParameterName("visibilityTimeout");

    [Test]
    public void JSON_of_an_acknowledgement_is_pinned_and_read_back()
    {
        SignedQuery key = Key();

        string json = key.ToJson();
        SignedQuery back = (SignedQuery)IssuedKey.FromJson(json);

        json.Should().Contain(
            "{\"name\":\"receive\",\"permission\":\"receive\",\"method\":\"GET\",\"path\":\"/messages\",\"query\":\"\",\"headers\":{},"
            + "\"acknowledge\":{\"name\":\"acknowledge\",\"permission\":\"receive\",\"method\":\"DELETE\","
            + "\"path\":\"/messages/{messageId}\",\"query\":\"popreceipt={receipt}\",\"headers\":{\"x-done\":\"1\"}}}");
        back.Should().BeEquivalentTo(key);
        back.ToJson().Should().Be(json);
    }

    [Test]
    public void JSON_without_an_acknowledgement_is_as_it_was()
    {
        KeyOperation operation = Key().Operations[0];

        operation.Acknowledge.Should().BeNull();
        Key().ToJson()
            .Should().Contain("{\"name\":\"send\",\"permission\":\"send\",\"method\":\"POST\",\"path\":\"/messages\",\"query\":\"\",\"headers\":{}}");
    }

    private static SignedQuery Key() => new(
        TestKeys.Grant(KeyScope.ForQueue("jobs"),
            Permissions.Send | Permissions.Peek | Permissions.Receive | Permissions.Update, KeyForm.SignedQuery),
        "https://s.example/jobs",
        "sv=1&sig=x%2By",
        Operations);
}
