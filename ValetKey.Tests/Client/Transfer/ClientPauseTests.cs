using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Client;
using ValetKey.Tests.Client.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Client.Transfer;

/// <summary>How long a client waits, by a clock that the test turns.</summary>
[Parallelizable]
internal sealed class ClientPauseTests
{
    private readonly WaitedTime _time = new(DateTimeOffset.UnixEpoch);
    private ClientHost _host = null!;
    private ClientProcess _client = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _host = await ClientHost.StartAsync();
        _client = _host.NewProcess(services: services => services.AddSingleton<TimeProvider>(_time));
    }

    [TearDown]
    public async Task StopAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task Retry_After_is_waited_out()
    {
        TimeSpan waited = await WaitedAsync(_client.Store, () => StoreTraffic.Answer(HttpStatusCode.ServiceUnavailable, retryAfterSeconds: 90));

        waited.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(90));
    }

    [Test]
    public async Task A_date_to_come_back_at_is_by_the_clock_of_who_said_it()
    {
        DateTimeOffset theirs = _time.GetUtcNow().AddHours(1);

        TimeSpan waited = await WaitedAsync(_client.Application, () =>
        {
            HttpResponseMessage busy = StoreTraffic.Answer(HttpStatusCode.ServiceUnavailable);
            (busy.Headers.Date, busy.Headers.RetryAfter) = (theirs, new(theirs.AddSeconds(20)));
            return busy;
        });

        waited.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(20)).And.BeLessThan(TimeSpan.FromHours(1));
    }

    /// <summary>Refuses the first request, and lets just the time pass that the client then waits before the next one.</summary>
    private async Task<TimeSpan> WaitedAsync(StoreTraffic traffic, Func<HttpResponseMessage> refusal)
    {
        TimeSpan moment = TimeSpan.FromMilliseconds(1);
        TaskCompletionSource<int> refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        traffic.Before = (number, _) =>
        {
            if (number == 1)
            {
                refused.SetResult(_time.Waits);
                return refusal();
            }

            came.TrySetResult();
            return null;
        };
        Task upload = _client.Uploads.UploadAsync(_host.NewFile(10), new UploadOptions { Endpoint = "pictures" });
        int before = await refused.Task;
        await Eventually.TrueAsync(() => _time.Waits > before);
        TimeSpan waited = _time.LastWait;

        _time.Advance(waited - moment);
        await Eventually.NeverAsync(() => came.Task.IsCompleted);
        _time.Advance(moment);

        await Eventually.TrueAsync(() => came.Task.IsCompleted);
        await upload;
        return waited;
    }
}
