using System.Net.Sockets;
using System.Text;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local;

/// <summary>Nonsense, by the hundred, and in the long form by the ten thousand: the answer is a refusal, never a 500.</summary>
public sealed class GarbageTests : LocalTests
{
    private static readonly int Requests = LongRun.IsAsked ? 10_000 : 300;

    private static readonly string[] Pieces =
    [
        "/", "//", "c", "o", "%", "%2", "%FF", "%00", "..", "?", "&", "=", "vk=1", "vk=", "&sig=", "sig=", "kf=u", "sr=o", "se=99999999999999999999",
        "st=-1", "#", ";",
        "\u00e9", "\u0001", "\\", "+", "{", "}", "%E2%82", "kid=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "&&", "==", "cl=1-",
        "ip=x-y", "*", "http://x/",
    ];

    private static readonly string[] HeaderNames =
    [
        "Range", "If-Match", "If-None-Match", "If-Range", "If-Modified-Since", "If-Unmodified-Since", "Content-Type", "Content-Length",
        "Transfer-Encoding",
        "Content-Encoding", "Content-Range", "Expect", "Origin", "Access-Control-Request-Method", "x-valetkey-meta-", "x-valetkey-meta-a",
        "Host", "Cookie", "Accept",
    ];

    [TestCase("GET")]
    [TestCase("PUT")]
    [TestCase("POST")]
    [TestCase("DELETE")]
    [TestCase("OPTIONS")]
    public async Task Garbage_in_a_target_is_refused(string method)
    {
        Random random = new(1);

        await CheckAsync(() => RawHttp.Get("/" + Some(random, Pieces), method), isOpen: false);
    }

    [Test]
    public async Task Garbage_in_headers_does_no_harm_even_with_a_good_key([Values("GET", "PUT", "POST")] string method)
    {
        Random random = new(2);
        SignedQuery key = await Storage.QueryAsync(
            KeyScope.ForContainer("c"), Permissions.Read | Permissions.Write | Permissions.Append | Permissions.List);

        await CheckAsync(
            () => RawHttp.Get($"/c/o?{key.Query}", method, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Header(random))])
                + Some(random, Pieces),
            isOpen: true);
    }

    [Test]
    public async Task Garbage_behind_a_listing_does_no_harm()
    {
        Random random = new(3);
        SignedQuery key = await Storage.QueryAsync(KeyScope.ForContainer("c"), Permissions.List);
        string[] names = ["prefix=", "after=", "delimiter=", "limit="];

        await CheckAsync(() => RawHttp.Get($"/c?{key.Query}&{names[random.Next(names.Length)]}{Some(random, Pieces)}"), isOpen: true);
    }

    [Test]
    public async Task Garbage_behind_a_request_for_messages_does_no_harm([Values("GET", "PUT", "DELETE")] string method)
    {
        Random random = new(5);
        SignedQuery key = await Storage.QueryAsync(
            KeyScope.ForQueue("q"), Permissions.Receive | Permissions.Peek | Permissions.Update);
        string path = new Uri(key.BaseUrl).AbsolutePath + "/messages" + (method == "GET" ? "" : "/0123456789abcdef0123456789abcdef");
        string[] names = ["count=", "visibility=", "peek=", "receipt=", "peek=true&count="];

        await CheckAsync(
            () => RawHttp.Get($"{path}?{key.Query}&{names[random.Next(names.Length)]}{Some(random, Pieces)}", method, "Content-Length: 0"),
            isOpen: true);
    }

    [Test]
    public async Task Garbage_in_a_form_is_refused_and_stores_nothing()
    {
        string container = Storage.NewContainer();
        SignedForm form = await Storage.FormAsync(KeyScope.ForPrefix(container, "p/"));
        byte[] whole = await Multipart.Of(form).File("x").PostTo(form.Url).Content!.ReadAsByteArrayAsync();
        int endOfToken = whole.AsSpan().IndexOf("filename="u8);
        int startOfToken = whole.AsSpan().IndexOf("vk=1"u8);
        Random random = new(4);

        await CheckAsync(
            () =>
            {
                byte[] body = [.. whole];
                for (int i = random.Next(1, 4); i > 0; i--)
                {
                    body[random.Next(endOfToken)] = (byte)random.Next(256);
                }

                // At least one byte of the key differs.
                body[random.Next(startOfToken, startOfToken + 40)] ^= 1;
                return RawHttp.Get($"/{container}", "POST",
                    "Content-Type: multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW", $"Content-Length: {body.Length}")
                    + Encoding.Latin1.GetString(body);
            },
            isOpen: false);

        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }

    private static string Some(Random random, string[] pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));

    private static string Header(Random random) => $"{HeaderNames[random.Next(HeaderNames.Length)]}: {random.Next(6) switch
    {
        0 => "bytes=" + Some(random, ["0", "-", "9", ",", "1", "99999999999999999999"]),
        1 => "\"" + Some(random, ["a", "\"", ",", "W/", "*"]),
        2 => Some(random, Pieces),
        3 => "chunked",
        4 => $"{random.Next(-2, 100)}",
        _ => "Mon, 01 Jan 2024 00:00:00 GMT",
    }}";

    private async Task CheckAsync(Func<string> next, bool isOpen)
    {
        string[] requests = [.. Enumerable.Range(0, Requests).Select(_ => next())];
        List<string> faults = [];

        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            int status = await StatusAsync(request);
            bool isRefused = status is >= 400 and < 500;
            bool isFine = isOpen && status is >= 200 and < 400;
            if (!isRefused && !isFine)
            {
                lock (faults)
                {
                    faults.Add($"{status}: {request}");
                }
            }
        });

        faults.Should().BeEmpty();
    }

    private async Task<int> StatusAsync(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(Storage.Host.Url.Host, Storage.Host.Url.Port);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        byte[] answer = new byte[12];
        ValueTask<int> reading = stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false);
        try
        {
            await reading.AsTask().WaitAsync(TimeSpan.FromSeconds(1));
        }
        catch (TimeoutException)
        {
            return 408; // The request announces more than it brings, and the service waits for it.
        }

        string text = Encoding.ASCII.GetString(answer);
        return text.StartsWith("HTTP/1.1 100", StringComparison.Ordinal) ? 408 : RawHttp.StatusOf(text);
    }
}
