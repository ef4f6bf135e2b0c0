using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Azure.Core;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Azure.Delegation;
using ValetKey.Providers;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>The SDK's clients ask as the service's documentation has it, and what goes wrong is explained.</summary>
[TestFixture(false)]
[TestFixture(true)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SdkDelegationKeyClientTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private static readonly LeaseNeed Need = new()
    {
        Now = Start,
        LatestStart = Start.AddMinutes(-5),
        MinimumEnd = Start,
        PreferredEnd = Start.AddMinutes(15),
    };

    private readonly bool _isQueue;
    private readonly FakeTimeProvider _time = new(Start);
    private readonly StorageClock _clock;
    private readonly FakeDelegationService _service;
    private TimeSpan _ahead;

    public SdkDelegationKeyClientTests(bool isQueue)
    {
        _isQueue = isQueue;
        _clock = new StorageClock("reports", _time, new StorageClockOptions { MaximumCorrection = TimeSpan.FromMinutes(40) });
        _service = new FakeDelegationService { Now = () => _time.GetUtcNow() + _ahead };
    }

    private string Service => _isQueue ? "queue" : "blob";

    public void Dispose() => _service.Dispose();

    [TestCase(null)]
    [TestCase("5b7e0b4a-8a30-4a86-9f6b-5e0f0c7f3c11")]
    public async Task Key_is_asked_for_and_read(string? tenant)
    {
        using DelegationKey key = await RequestAsync(tenant);

        key.Facts.Should().Be(new DelegationKeyFacts(
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "72f988bf-86f1-41af-91ab-2d7cd011db47", Start, Start.AddDays(1),
            _isQueue ? "q" : "b", "2026-02-06", tenant));
        byte[] hash = new byte[32];
        key.Hash.Hash("data"u8, hash);
        hash.Should().Equal(HMACSHA256.HashData(FakeDelegationService.Secret, "data"u8));
        (HttpMethod method, string url, XElement body) = _service.Requests.Should().ContainSingle().Which;
        (method, url).Should().Be((HttpMethod.Post, $"https://contoso.{Service}.core.windows.net/?restype=service&comp=userdelegationkey"));
        (body.Element("Start")!.Value, body.Element("Expiry")!.Value, body.Element("DelegatedUserTid")?.Value)
            .Should().Be(("2026-05-04T03:02:01Z", "2026-05-05T03:02:01Z", tenant));
    }

    [TestCase(HttpStatusCode.Unauthorized)]
    [TestCase(HttpStatusCode.Forbidden)]
    public async Task A_refusal_names_the_role_that_is_needed(HttpStatusCode status)
    {
        _service.Status = status;

        ValetKeyException fault = await FaultOf();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, false));
        fault.Message.Should().Be(
            $"The {Service} service gives 'reports' no user delegation key ({(int)status}). Assign the application's identity the role "
            + $"\"Storage {(_isQueue ? "Queue" : "Blob")} Delegator\", or another with the action "
            + $"Microsoft.Storage/storageAccounts/{Service}Services/generateUserDelegationKey/action, on the storage account: "
            + "on a container or a queue alone it does not count.");
    }

    [TestCase(HttpStatusCode.RequestTimeout, true)]
    [TestCase(HttpStatusCode.InternalServerError, true)]
    [TestCase(HttpStatusCode.ServiceUnavailable, true)]
    [TestCase(HttpStatusCode.BadRequest, false)]
    [TestCase(HttpStatusCode.NotFound, false)]
    public async Task Other_answers_are_told_and_whether_they_may_pass(HttpStatusCode status, bool isTransient)
    {
        _service.Status = status;

        ValetKeyException fault = await FaultOf();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, isTransient));
        fault.Message.Should().Contain($"({(int)status})").And.NotContain("hunter2").And.NotContain("contoso");
    }

    [TestCase("7", 7)]
    [TestCase(null, null)]
    public async Task Being_asked_too_often_is_an_exhausted_quota_that_says_when_to_come_again(string? retryAfter, int? seconds)
    {
        (_service.Status, _service.RetryAfter) = (HttpStatusCode.TooManyRequests, retryAfter);

        ValetKeyException fault = await FaultOf();

        (fault.Reason, fault.IsTransient, fault.RetryAfter).Should().Be(
            (ValetKeyErrorReason.QuotaExhausted, true, seconds is { } known ? TimeSpan.FromSeconds(known) : null));
        fault.Message.Should().Contain("(429)").And.NotContain("hunter2").And.NotContain("contoso");
    }

    [Test]
    public async Task No_answer_may_pass()
    {
        _service.Fault = new HttpRequestException("hunter2");

        ValetKeyException fault = await FaultOf();

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().Contain("(no answer)").And.NotContain("hunter2");
    }

    [Test]
    public async Task No_token_may_pass()
    {
        using DelegationKeySource source = Source(TimeSpan.FromDays(1), () => throw new InvalidOperationException("hunter2"));

        ValetKeyException fault = await FaultOf(source);

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().Contain("Microsoft Entra ID").And.NotContain("hunter2");
    }

    [TestCase("SignedOid")]
    [TestCase("SignedTid")]
    [TestCase("SignedVersion")]
    [TestCase("Value")]
    public async Task An_answer_that_lacks_a_part_is_refused(string part)
    {
        _service.Change = answer => answer.Element(part)!.Value = "";

        (await FaultOf()).Message.Should().Be($"The {Service} service gave 'reports' a user delegation key that lacks a part.");
    }

    [Test]
    public async Task A_key_for_another_tenant_than_asked_for_is_refused()
    {
        _service.Change = answer => answer.Element("SignedDelegatedUserTid")!.Remove();

        (await FaultOf("contoso")).Message.Should().Be(
            $"The {Service} service gave 'reports' a user delegation key for another tenant of delegated users than was asked for.");
    }

    [TestCase(HttpStatusCode.OK)]
    [TestCase(HttpStatusCode.Forbidden)]
    public async Task The_services_time_is_taken_note_of_whatever_it_answers(HttpStatusCode status)
    {
        (_service.Status, _ahead) = (status, TimeSpan.FromMinutes(-10));

        Task<DelegationKey> request = RequestAsync(null);
        await ((Task)request).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        request.IsCompletedSuccessfully.Should().Be(status == HttpStatusCode.OK);
        _clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(-10), TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task A_call_refused_since_the_clock_is_off_is_made_again_with_the_services_time()
    {
        (_service.KeepsBounds, _ahead) = (true, TimeSpan.FromMinutes(-30));
        using DelegationKeySource source = Source(TimeSpan.FromDays(7));

        DelegationKey key = await source.GetAsync(null, Need, CancellationToken.None);

        _service.Requests.Should().HaveCount(2);
        key.Facts.ExpiresAt.Should().BeCloseTo(Start.AddMinutes(-45).AddDays(7), TimeSpan.FromSeconds(2));
    }

    [Test]
    public async Task A_clock_that_is_off_by_too_much_is_what_the_caller_is_told()
    {
        (_service.KeepsBounds, _ahead) = (true, TimeSpan.FromHours(-3));
        using DelegationKeySource source = Source(TimeSpan.FromDays(7));

        ValetKeyException fault = await FaultOf(source);

        fault.Message.Should().StartWith("This machine's clock is off by");
        _service.Requests.Should().ContainSingle();
    }

    private DelegationKeySource Source(TimeSpan lifetime, Func<AccessToken>? token = null) =>
        new(_service.Connect(_isQueue, _clock, _time, token), _clock, _time, lifetime, "reports", new FakeLogger());

    private Task<DelegationKey> RequestAsync(string? tenant) =>
        _service.Connect(_isQueue, _clock, _time).RequestAsync(new DelegationKeySpan(Start, Start.AddDays(1)), tenant, CancellationToken.None);

    private async Task<ValetKeyException> FaultOf(string? tenant = null) =>
        (await FluentActions.Awaiting(() => RequestAsync(tenant)).Should().ThrowAsync<ValetKeyException>()).Which;

    private static async Task<ValetKeyException> FaultOf(DelegationKeySource source) =>
        (await FluentActions.Awaiting(() => source.GetAsync(null, Need, CancellationToken.None).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which;
}
