using ValetKey.Aws;
using ValetKey.Azure;
using ValetKey.Gcp;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Core;

/// <summary>What a key needs of CORS, and how it is printed; that it is enough, and no more, is tried at the servers.</summary>
internal sealed class RequiredCorsTests
{
    private const string Origin = Browser.Origin;

    private static readonly SignedUrl Upload = Url(HttpMethod.Put, new()
    {
        ["Content-Length"] = "5",
        ["x-goog-content-length-range"] = "5,5",
        ["If-None-Match"] = "*",
    });

    [Test]
    public void An_upload_needs_its_headers_and_the_type_that_browsers_add_but_not_what_they_set_alone()
    {
        CorsRule rule = Upload.RequiredCors(Origin);

        rule.Methods.Should().Equal("PUT");
        rule.RequestHeaders.Should().Equal("content-type", "if-none-match", "x-goog-content-length-range");
        rule.ExposedHeaders.Should().Equal("ETag");
        rule.MaximumAge.Should().Be(TimeSpan.FromHours(1));
    }

    [Test]
    public void A_download_needs_no_headers_and_shows_what_it_says_of_the_content()
    {
        CorsRule rule = Url(HttpMethod.Get, []).RequiredCors(Origin, "http://localhost:5173");

        rule.Origins.Should().Equal(Origin, "http://localhost:5173");
        (rule.Methods.Single(), rule.RequestHeaders.Count).Should().Be(("GET", 0));
        rule.ExposedHeaders.Should().Equal("ETag", "Content-Range", "Content-Disposition");
    }

    [Test]
    public void A_form_is_posted_without_further_headers()
    {
        CorsRule rule = new SignedForm(Grants.Of(Scope, Permissions.Write), "https://store.example", [new("key", "a")]).RequiredCors(Origin);

        (rule.Methods.Single(), rule.RequestHeaders.Count).Should().Be(("POST", 0));
    }

    [Test]
    public void A_query_needs_what_all_its_operations_need_and_what_ends_them()
    {
        KeyOperation receive = new()
        {
            Permission = Permissions.Receive,
            Method = HttpMethod.Get,
            Acknowledge = new() { Permission = Permissions.Receive, Method = HttpMethod.Delete },
        };
        KeyOperation update = new()
        {
            Permission = Permissions.Update,
            Method = HttpMethod.Put,
            Headers = new Dictionary<string, string> { ["x-ms-one"] = "1" },
        };
        SignedQuery key = new(Grants.Of(Scope, Permissions.Receive), "https://store.example", "sig=a", [receive, update]);

        CorsRule rule = key.RequiredCors("*");

        rule.Methods.Should().Equal("GET", "DELETE", "PUT");
        rule.RequestHeaders.Should().Equal("content-type", "x-ms-one");
    }

    [TestCase("app.example")]
    [TestCase("https://app.example/page")]
    [TestCase("https://user@app.example")]
    [TestCase("ftp://app.example")]
    [TestCase("https://app.example?a=b")]
    [TestCase("https://a b")]
    [TestCase("null")]
    [TestCase("")]
    public void What_is_no_origin_is_refused(string origin) =>
        FluentActions.Invoking(() => Upload.RequiredCors(origin)).Should().Throw<ArgumentException>().WithParameterName("origins");

    [Test]
    public void No_origin_is_refused() =>
        FluentActions.Invoking(() => Upload.RequiredCors()).Should().Throw<ArgumentException>().WithParameterName("origins");

    [Test]
    public void Origins_are_written_as_browsers_send_them() =>
        Upload.RequiredCors("https://BÜCHER.example:443/").Origins.Should().Equal("https://xn--bcher-kva.example");

    [Test]
    public void S3_has_it_in_its_json() => Flat(Upload.RequiredCors(Origin).ToS3Json()).Should().Be(
        """{"CORSRules":[{"AllowedOrigins":["https://app.example"],"AllowedMethods":["PUT"]"""
        + ""","AllowedHeaders":["content-type","if-none-match","x-goog-content-length-range"],"ExposeHeaders":["ETag"],"MaxAgeSeconds":3600}]}""");

    [Test]
    public void Cloud_storage_has_one_list_of_headers() => Flat(Upload.RequiredCors(Origin).ToGcsJson()).Should().Be(
        """[{"origin":["https://app.example"],"method":["PUT"]"""
        + ""","responseHeader":["content-type","if-none-match","x-goog-content-length-range","ETag"],"maxAgeSeconds":3600}]""");

    [Test]
    public void Azure_has_a_command()
    {
        Upload.RequiredCors(Origin).ToAzureCli().Should().Be(
            "az storage cors add --services b --origins https://app.example --methods PUT "
            + "--allowed-headers content-type if-none-match x-goog-content-length-range --exposed-headers ETag --max-age 3600");
        Url(HttpMethod.Get, []).RequiredCors("*").ToAzureCli(forQueues: true).Should().Be(
            "az storage cors add --services q --origins '*' --methods GET --exposed-headers ETag Content-Range Content-Disposition --max-age 3600");
    }

    private static KeyScope Scope { get; } = KeyScope.ForObject("media", "a");

    private static SignedUrl Url(HttpMethod method, Dictionary<string, string> headers) =>
        new(Grants.Of(KeyScope.ForObject("media", "a"), Permissions.Write), method, "https://store.example/media/a") { Headers = headers };

    private static string Flat(string json) => string.Concat(json.Where(character => !char.IsWhiteSpace(character)));
}
