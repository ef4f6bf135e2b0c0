using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Clients that leave while their upload is completed. It is the ledger that says how far it is, not who waits for the answer.</summary>
internal sealed class ClientLeavingTests
{
    private UploadApp _app = null!;
    private UploadClient _anna = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _app = await UploadApp.StartAsync(
            options => options.RateLimiter = null, // Who waits here asks without a pause.
            services => services.AddHttpContextAccessor());
        _anna = _app.As("anna");
    }

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [Test]
    public async Task What_is_being_published_is_told_though_its_client_has_left()
    {
        TaskCompletionSource<bool> wasCancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource leaving = new();
        _app.Uploads.Tell = async (_, cancellationToken) =>
        {
            await LeaveAsync(leaving);
            wasCancelled.SetResult(cancellationToken.IsCancellationRequested);
        };
        Offer offer = await BroughtAsync();

        await CompleteAndLeaveAsync(offer, leaving.Token);

        (await wasCancelled.Task).Should().BeFalse();
        _app.Uploads.Tell = (_, _) => default;
        await Eventually.TrueAsync(() => _app.Uploads.StatesOf(offer.Id).Any());
        while ((await _anna.CompleteAsync(offer)).Status == HttpStatusCode.Accepted)
        {
        }

        (await _anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);
        _app.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published);
    }

    [Test]
    public async Task What_is_being_inspected_is_given_back_at_once_for_the_next_who_asks()
    {
        TaskCompletionSource<bool> wasCancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenSource leaving = new();
        _app.Uploads.Inspect = async (_, cancellationToken) =>
        {
            await LeaveAsync(leaving);
            wasCancelled.SetResult(cancellationToken.IsCancellationRequested);
            cancellationToken.ThrowIfCancellationRequested();
            return UploadVerdict.Accept;
        };
        Offer offer = await BroughtAsync();

        await CompleteAndLeaveAsync(offer, leaving.Token);

        (await wasCancelled.Task).Should().BeTrue();
        _app.Uploads.Inspect = (_, _) => new(UploadVerdict.Accept);
        while ((await _anna.CompleteAsync(offer)).Status == HttpStatusCode.Accepted)
        {
        }

        _app.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published);
    }

    /// <summary>Lets the client leave, and waits until the server has noticed.</summary>
    private async Task LeaveAsync(CancellationTokenSource leaving)
    {
        TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        HttpContext context = _app.Services.GetRequiredService<IHttpContextAccessor>().HttpContext!;
        await using CancellationTokenRegistration registration = context.RequestAborted.Register(noticed.SetResult);
        await leaving.CancelAsync();
        await noticed.Task;
    }

    private async Task<Offer> BroughtAsync()
    {
        Offer offer = await _anna.OfferAsync(5);
        await _anna.BringAsync(offer, new byte[5]);
        return offer;
    }

    private async Task CompleteAndLeaveAsync(Offer offer, CancellationToken leaving)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_app.Url, $"{offer.Url}/complete"));
        request.Headers.Add(UserHeader.Name, "anna");
        request.Headers.Add("Upload-Ticket", offer.Ticket);
        Func<Task> send = () => _app.Client.SendAsync(request, leaving);
        await send.Should().ThrowAsync<OperationCanceledException>();
    }
}
