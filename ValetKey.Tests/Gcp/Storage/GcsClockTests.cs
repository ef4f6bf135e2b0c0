using System.Net;
using Google.Apis.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>The service's clock, from its own answers.</summary>
public sealed class GcsClockTests
{
    private static readonly DateTimeOffset Truth = TestBuckets.Start.AddMinutes(7);

    [Test]
    public async Task A_measurement_asks_the_service_and_keys_end_by_its_clock()
    {
        using DatedServer service = new(Truth);
        await using TestBuckets buckets = new(options => options.ServiceUrl = service.Url);

        await buckets.Services.GetRequiredKeyedService<StorageClock>("media").MeasureAsync();
        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Read));

        key.ExpiresAt.Should().BeCloseTo(Truth.AddMinutes(15), TimeSpan.FromSeconds(2));
    }

    [TestCase("https://iamcredentials.googleapis.com/v1/x:signBlob", 7)]
    [TestCase("http://metadata.google.internal/computeMetadata/v1/x", 0)]
    public async Task Answers_of_google_are_taken_note_of_and_those_of_the_machine_are_not(string url, int minutes)
    {
        FakeTimeProvider time = new(TestBuckets.Start);
        StorageClock clock = new("media", time);
        using DateObserver observer = new(new Dated(), TestSigning.Create(time, clock: clock));
        using HttpMessageInvoker client = new(observer);

        using HttpResponseMessage answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Post, url), CancellationToken.None);

        clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(minutes), TimeSpan.FromSeconds(1));
    }

    [TestCase("https://elsewhere.example/v1/x:signBlob")]
    [TestCase("https://iamcredentials.googleapis.com:8443/v1/x:signBlob")]
    public async Task Answers_of_a_host_that_google_redirects_to_are_not(string elsewhere)
    {
        FakeTimeProvider time = new(TestBuckets.Start);
        StorageClock clock = new("media", time);
        ConfigurableMessageHandler handler =
            new(new DateObserver(new Redirecting(elsewhere), TestSigning.Create(time, clock: clock))) { FollowRedirect = true };
        using HttpClient client = new(handler);

        using HttpResponseMessage answer = await client.GetAsync(new Uri("https://iamcredentials.googleapis.com/v1/x:signBlob"));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        clock.Offset.Should().Be(TimeSpan.Zero);
    }

    /// <summary>Google is on time; the place that it points to is not.</summary>
    private sealed class Redirecting(string elsewhere) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            bool isThere = request.RequestUri!.AbsoluteUri == elsewhere;
            HttpResponseMessage answer = new(isThere ? HttpStatusCode.OK : HttpStatusCode.TemporaryRedirect) { RequestMessage = request };
            answer.Headers.Date = isThere ? Truth : TestBuckets.Start;
            answer.Headers.Location = isThere ? null : new Uri(elsewhere);
            return Task.FromResult(answer);
        }
    }

    private sealed class Dated : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage answer = new(HttpStatusCode.OK);
            answer.Headers.Date = Truth;
            return Task.FromResult(answer);
        }
    }
}
