using System.Net;
using System.Net.Http.Headers;

namespace ValetKey.Tests.Servers.Gcs;

/// <summary>The stand-in lets nobody in without a key, and keeps what a service account's own token stores.</summary>
internal sealed class GcsStandInTests
{
    private GcsServer _server = null!;
    private string _bucket = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await GcsServer.StartAsync();
        _bucket = _server.CreateBucket();
        _server.Store.Put(_bucket, "object", "stored"u8.ToArray(), new Dictionary<string, string> { ["content-type"] = "text/plain" });
    }

    [OneTimeTearDown]
    public ValueTask StopAsync() => _server.DisposeAsync();

    [TestCase("GET", "/object")]
    [TestCase("HEAD", "/object")]
    [TestCase("PUT", "/object")]
    [TestCase("DELETE", "/object")]
    [TestCase("POST", "/object")]
    [TestCase("GET", "")]
    public async Task Anonymous_caller_is_refused(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), new Uri(_server.TlsEndpoint, _bucket + path));
        using HttpResponseMessage response = await _server.Client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        _server.Store.Find(_bucket, "object")!.Content.Should().Equal("stored"u8.ToArray());
    }

    [TestCase("?X-Goog-Signature=00")]
    [TestCase("?x-goog-signature=00")]
    [TestCase("?X-Goog-Algorithm=none")]
    [TestCase("?upload_id=00")]
    public async Task Half_a_key_is_refused(string query)
    {
        using HttpResponseMessage response = await _server.Client.GetAsync(new Uri(_server.TlsEndpoint, $"{_bucket}/object{query}"));

        response.StatusCode.Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Unknown_token_is_refused()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(_server.TlsEndpoint, $"{_bucket}/object"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", GcsTokens.OwnToken);
        using HttpResponseMessage response = await _server.Client.SendAsync(request);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "the application's own token is for other services");
    }

    [Test]
    public async Task Date_is_that_of_the_services_clock()
    {
        _server.Service.ClockOffset = TimeSpan.FromHours(1);
        using HttpResponseMessage response = await _server.Client.GetAsync(_server.Endpoint);
        _server.Service.ClockOffset = TimeSpan.Zero;

        response.Headers.Date.Should().BeCloseTo(TimeProvider.System.GetUtcNow().AddHours(1), TimeSpan.FromSeconds(10));
    }

    [Test]
    public void Crc32C_is_the_published_one() => GcsUploadChecks.Crc32C("123456789"u8.ToArray()).Should().Be("4waSgw==");

    [Test]
    public void Deleted_generation_can_still_be_named_until_it_is_deleted_itself()
    {
        GcsBucketStore store = new();
        store.CreateBucket("b");
        Dictionary<string, string> headers = new() { ["content-type"] = "text/plain" };
        long old = store.Put("b", "n", [1], headers).Generation;

        store.Delete("b", "n", null).Should().BeTrue();
        store.Find("b", "n").Should().BeNull();
        store.Find("b", "n", old).Should().NotBeNull();
        store.Put("b", "n", [2], headers, expected: 0);
        store.List("b", "").Should().Equal("n");
        store.Delete("b", "n", old).Should().BeTrue();
        store.Find("b", "n")!.Content.Should().Equal(2);
    }
}
