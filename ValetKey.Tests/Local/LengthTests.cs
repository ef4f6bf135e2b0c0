using System.Net;
using System.Net.Sockets;
using System.Text;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>An exact length or a range, told beforehand or found while streaming.</summary>
public sealed class LengthTests : LocalTests
{
    [Test]
    public async Task A_range_holds_at_its_borders([Values(0, 2, 3, 4, 5, 6, 100)] int length, [Values] bool chunked, [Values] Form form)
    {
        string container = Storage.NewContainer();

        Answer answer = await UploadAsync(container, LengthRange.Between(3, 5), new string('x', length), chunked, form);

        await CheckAsync(answer, container, isOpen: length is >= 3 and <= 5);
    }

    [Test]
    public async Task An_exact_length_takes_not_a_byte_more_or_less([Values(0, 3, 4, 5)] int length, [Values] bool chunked, [Values] Form form)
    {
        string container = Storage.NewContainer();

        Answer answer = await UploadAsync(container, LengthRange.Exactly(4), new string('x', length), chunked, form);

        await CheckAsync(answer, container, isOpen: length == 4);
    }

    [Test]
    public async Task An_empty_upload_fits_a_length_of_nothing([Values] bool chunked, [Values] Form form)
    {
        string container = Storage.NewContainer();

        Answer answer = await UploadAsync(container, LengthRange.Exactly(0), "", chunked, form);

        await CheckAsync(answer, container, isOpen: true);
    }

    [Test]
    public async Task A_declared_length_beyond_the_limit_is_refused_before_a_byte_is_sent()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(
            KeyScope.ForObject(container, "o"), Permissions.Create, new() { ContentLength = LengthRange.AtMost(1000) });

        string answer = await Storage.SendRawAsync(RawHttp.Get(key.ToUri().PathAndQuery, "PUT", "Content-Length: 1000000000000"));

        RawHttp.StatusOf(answer).Should().Be(403);
        answer.Should().Contain(LocalRefusalReasons.LengthMismatch);
    }

    [Test]
    public async Task An_upload_that_proves_too_long_is_cut_off_early()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(
            KeyScope.ForObject(container, "o"), Permissions.Create, new() { ContentLength = LengthRange.AtMost(1000) });
        using TcpClient client = new();
        await client.ConnectAsync(Storage.Host.Url.Host, Storage.Host.Url.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(RawHttp.Get(key.ToUri().PathAndQuery, "PUT", "Transfer-Encoding: chunked")));

        // One chunk over the limit, and no end: the answer comes although the body goes on. To who waits for its end Kestrel would answer 408.
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"400\r\n{new string('x', 1024)}\r\n"));
        byte[] answer = new byte[12];
        await stream.ReadExactlyAsync(answer).AsTask().WaitAsync(TimeSpan.FromMinutes(1));

        Encoding.ASCII.GetString(answer).Should().Be("HTTP/1.1 403");
        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }

    [Test]
    public async Task An_append_is_measured_by_itself()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "0123456789");
        SignedUrl key = await Storage.UrlAsync(
            KeyScope.ForObject(container, "o"), Permissions.Append, new() { ContentLength = LengthRange.Exactly(3) });

        Answer fits = await Storage.SendAsync(key, Bodies.Text("abc"));
        Answer tooLong = await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Post, key.Url) { Content = Bodies.Chunked("abcd") });

        fits.ShouldBe(HttpStatusCode.OK);
        tooLong.ShouldForbid(LocalRefusalReasons.LengthMismatch);
        (await Storage.FetchAsync(container, "o")).Should().Be("0123456789abc");
    }

    public enum Form
    {
        Url,
        Query,
        Post,
    }

    private async Task<Answer> UploadAsync(string container, LengthRange range, string body, bool chunked, Form form)
    {
        KeyConstraints constraints = new() { ContentLength = range };
        HttpContent content = chunked ? Bodies.Chunked(body) : Bodies.Text(body);
        KeyScope scope = KeyScope.ForObject(container, "o");
        switch (form)
        {
            case Form.Url:
                SignedUrl url = await Storage.UrlAsync(scope, Permissions.Create, constraints);
                return await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Put, url.Url) { Content = content });
            case Form.Query:
                SignedQuery query = await Storage.QueryAsync(scope, Permissions.Write | Permissions.Read, constraints);
                return await Storage.SendAsync(new HttpRequestMessage(HttpMethod.Put, $"{query.BaseUrl}/o?{query.Query}") { Content = content });
            default:
                HttpRequestMessage post = (await Storage.FormAsync(scope, Permissions.Create, constraints)).CreateRequest(content);
                post.Headers.TransferEncodingChunked = chunked ? true : null;
                return await Storage.SendAsync(post);
        }
    }

    private async Task CheckAsync(Answer answer, string container, bool isOpen)
    {
        if (isOpen)
        {
            answer.ShouldBe(HttpStatusCode.Created);
            return;
        }

        answer.ShouldForbid(LocalRefusalReasons.LengthMismatch);
        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }
}
