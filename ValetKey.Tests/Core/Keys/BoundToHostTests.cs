using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Keys;

/// <summary>Tokens and cookies go to the service they are for, and nowhere else.</summary>
public sealed class BoundToHostTests
{
    [TestCase("https://a.example/media")]
    [TestCase("https://a.example/media/")]
    [TestCase("https://a.example/media/x/y?q=1#f")]
    [TestCase("https://A.EXAMPLE/media/x")]
    [TestCase("https://a.example:443/media/x")]
    [TestCase("https://a.example/other/../media/x")]
    public void URL_below_the_base_gets_the_token_and_the_cookies(string url)
    {
        HttpRequestMessage withToken = Token("https://a.example/media").CreateRequest(HttpMethod.Put, url, new ByteArrayContent([1]));
        HttpRequestMessage withCookies = Cookies("https://a.example/media").CreateRequest(url);

        withToken.Headers.Authorization!.ToString().Should().Be($"Bearer {TestKeys.Secret}");
        (withToken.Method, withToken.RequestUri).Should().Be((HttpMethod.Put, new Uri(url)));
        withToken.Content.Should().NotBeNull();
        withCookies.Headers.GetValues("Cookie").Should().Equal($"A={TestKeys.Secret}; B=2");
        withCookies.Method.Should().Be(HttpMethod.Get);
    }

    [TestCase("https://a.example.evil/media/x")]
    [TestCase("https://a.example@evil.com/media/x")]
    [TestCase("https://evil.com/media/x")]
    [TestCase("https://evil.com/https://a.example/media/x")]
    [TestCase("https://user:pw@a.example/media/x")]
    [TestCase("http://a.example/media/x")]
    [TestCase("https://a.example:8443/media/x")]
    [TestCase("https://a.example/mediax")]
    [TestCase("https://a.example/")]
    [TestCase("https://a.example/media/../other")]
    [TestCase("https://a.example/media/%2e%2e/other")]
    [TestCase("https://a.example/Media/x")]
    [TestCase("https://a.example\\.evil.com/media/x")]
    [TestCase("//a.example/media/x")]
    [TestCase("/media/x")]
    [TestCase("")]
    public void URL_elsewhere_gets_neither(string elsewhere)
    {
        Token("https://a.example/media").Invoking(t => t.CreateRequest(HttpMethod.Get, elsewhere)).Should().ThrowExactly<ArgumentException>()
            .WithParameterName("url").WithMessage("The token is for https://a.example/media and must be sent nowhere else*").Which.Message
            .Should().NotContain(TestKeys.Secret);
        Cookies("https://a.example/media").Invoking(c => c.CreateRequest(elsewhere))
            .Should().ThrowExactly<ArgumentException>().WithParameterName("url");
    }

    [TestCase("https://a.example", "https://a.example/x", true)]
    [TestCase("https://a.example", "https://a.example", true)]
    [TestCase("https://a.example/", "https://a.example/x", true)]
    [TestCase("https://a.example", "https://a.example.evil", false)]
    [TestCase("https://a.example/media/", "https://a.example/media/x", true)]
    [TestCase("https://a.example/media/", "https://a.example/media", true)]
    [TestCase("https://a.example/media/", "https://a.example/mediax", false)]
    public void Slash_at_the_end_of_the_base_makes_no_difference(string baseUrl, string url, bool passes)
    {
        Func<HttpRequestMessage> create = () => Token(baseUrl).CreateRequest(HttpMethod.Get, url);

        if (passes)
        {
            create().RequestUri.Should().Be(new Uri(url));
        }
        else
        {
            create.Should().ThrowExactly<ArgumentException>();
        }
    }

    private static BearerToken Token(string baseUrl) => new(TestKeys.Grant(), TestKeys.Secret, baseUrl);

    private static SignedCookies Cookies(string baseUrl) =>
        new(TestKeys.Grant(), baseUrl, new Dictionary<string, string> { ["A"] = TestKeys.Secret, ["B"] = "2" });
}
