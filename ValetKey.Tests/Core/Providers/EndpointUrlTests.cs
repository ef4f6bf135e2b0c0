using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

public sealed class EndpointUrlTests
{
    // The punycode is that of Python's and of browsers: "bücher" is RFC 3492's kind of example, known from IDNA's own registration as xn--bcher-kva.
    [TestCase("https://bücher.example", "xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [TestCase("https://BÜCHER.example:8443/", "xn--bcher-kva.example:8443", "https://xn--bcher-kva.example:8443")]
    [TestCase("http://store.example:80", "store.example", "http://store.example")]
    [TestCase("https://[::1]:9000/a/", "[::1]:9000", "https://[::1]:9000/a")]
    [TestCase("http://127.0.0.1:10000/devstoreaccount1", "127.0.0.1:10000", "http://127.0.0.1:10000/devstoreaccount1")]
    public void Urls_are_written_in_ASCII(string url, string authority, string text)
    {
        EndpointUrl.AuthorityOf(new Uri(url)).Should().Be(authority);
        EndpointUrl.BaseOf(new Uri(url)).Should().Be(text);
        EndpointUrl.OriginOf(new Uri(url)).Should().EndWith(authority);
    }

    [TestCase("https://store.example", true, true)]
    [TestCase("https://bücher.example", true, true)]
    [TestCase("http://[::1]:9000/", true, true)]
    [TestCase("https://store.example/path", false, true)]
    [TestCase("https://store.example/?", false, false)]
    [TestCase("https://store.example/?a=b", false, false)]
    [TestCase("https://store.example/#a", false, false)]
    [TestCase("https://user@store.example", false, false)]
    [TestCase("ftp://store.example", false, false)]
    [TestCase("store.example", false, false)]
    [TestCase("/path", false, false)]
    public void Urls_are_checked(string url, bool isOrigin, bool isBase)
    {
        Uri uri = new(url, UriKind.RelativeOrAbsolute);

        (EndpointUrl.IsOrigin(uri), EndpointUrl.IsBase(uri)).Should().Be((isOrigin, isBase));
        (EndpointUrl.FaultOfOrigin("F", uri) is null).Should().Be(isOrigin);
    }

    [TestCase("https://user:hunter2@store.example/a", "[redacted]@store.example/a")]
    [TestCase("https://store.example/a?sig=hunter2#x", "https://store.example/a?[redacted]")]
    [TestCase("https://store.example/#hunter2", "https://store.example/#[redacted]")]
    [TestCase("https://store.example", "https://store.example")]
    public void Users_and_queries_are_not_shown(string url, string shown) => EndpointUrl.Redact(url).Should().Be(shown);
}
