using System.Net;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Diagnostics;
using ValetKey.Gcp.Credentials;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>Signatures that IAM, or the application's own signer, is asked for.</summary>
[NonParallelizable]
public sealed class RemoteKeyTests
{
    private const string Signature = "AQID"; // 1, 2, 3

    private static readonly byte[] Text = "text"u8.ToArray();

    [Test]
    public async Task The_signature_is_that_of_the_signer_over_the_text()
    {
        FakeSigner signer = new((_, _) => Task.FromResult(Signature));

        byte[] signature = await KeyOf(signer).SignAsync(Text, TestBuckets.Start, CancellationToken.None);

        signature.Should().Equal(1, 2, 3);
        signer.Blobs.Should().ContainSingle().Which.Should().Equal(Text);
    }

    [TestCase(1)]
    [TestCase(3)]
    public async Task No_more_than_so_many_are_asked_for_at_once(int most)
    {
        TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeSigner signer = new(async (_, _) =>
        {
            await gate.Task;
            return Signature;
        });
        RemoteKey key = KeyOf(signer, concurrent: most);

        Task<byte[]>[] signatures = [.. Enumerable.Range(0, 20).Select(_ => key.SignAsync(Text, TestBuckets.Start, CancellationToken.None).AsTask())];
        signer.Calls.Should().Be(most, "the others wait, and hold no thread");
        gate.SetResult();
        await Task.WhenAll(signatures);

        (signer.Calls, signer.MostAtOnce).Should().Be((20, most));
    }

    [TestCase(HttpStatusCode.TooManyRequests)]
    [TestCase(HttpStatusCode.ServiceUnavailable)]
    [TestCase(HttpStatusCode.InternalServerError)]
    [TestCase(null)]
    public async Task A_passing_fault_is_tried_again_after_a_pause_that_grows_and_varies(HttpStatusCode? status)
    {
        WaitedTime time = new(TestBuckets.Start);
        FakeSigner signer = new((call, _) => call <= 2 ? Task.FromException<string>(FakeSigner.Refused(status)) : Task.FromResult(Signature));

        Task<byte[]> signing = KeyOf(signer, time).SignAsync(Text, TestBuckets.Start, CancellationToken.None).AsTask();
        (signer.Calls, time.Waits).Should().Be((1, 1));
        await AdvanceAsync(time, TimeSpan.FromMilliseconds(249), () => signer.Calls == 1);
        await AdvanceAsync(time, TimeSpan.FromMilliseconds(251), () => (signer.Calls, time.Waits) == (2, 2));
        await AdvanceAsync(time, TimeSpan.FromMilliseconds(499), () => signer.Calls == 2);
        await AdvanceAsync(time, TimeSpan.FromMilliseconds(1001), () => signer.Calls == 3);

        (await signing).Should().Equal(1, 2, 3);
    }

    [Test]
    public void Pauses_double_and_up_to_half_is_left_to_chance()
    {
        TimeSpan[][] pauses =
            [.. Enumerable.Range(1, 3).Select(attempt => Enumerable.Range(0, 500).Select(_ => RetryPause.After(attempt)).ToArray())];

        for (int i = 0; i < pauses.Length; i++)
        {
            pauses[i].Should().OnlyContain(pause => pause >= TimeSpan.FromMilliseconds(250 << i) && pause <= TimeSpan.FromMilliseconds(500 << i));
            pauses[i].Distinct().Should().HaveCountGreaterThan(50);
        }
    }

    [Test]
    public async Task A_fault_that_does_not_pass_ends_in_a_transient_one_after_four_calls()
    {
        FakeTimeProvider time = new(TestBuckets.Start) { AutoAdvanceAmount = TimeSpan.Zero };
        FakeSigner signer = new((_, _) => Task.FromException<string>(FakeSigner.Refused(HttpStatusCode.TooManyRequests)));

        Task<byte[]> signing = KeyOf(signer, time).SignAsync(Text, TestBuckets.Start, CancellationToken.None).AsTask();
        while (!signing.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        ValetKeyException fault = (await FluentActions.Awaiting(() => signing).Should().ThrowAsync<ValetKeyException>()).Which;
        (fault.Reason, fault.IsTransient, signer.Calls).Should().Be((ValetKeyErrorReason.QuotaExhausted, true, 4));
        fault.Message.Should().Contain("quota").And.NotContain("hunter2");
    }

    [TestCase(HttpStatusCode.Forbidden, "*roles/iam.serviceAccountTokenCreator*")]
    [TestCase(HttpStatusCode.Unauthorized, "*may not sign*")]
    [TestCase(HttpStatusCode.NotFound, "*knows no service account*")]
    [TestCase(HttpStatusCode.BadRequest, "*answered 400*")]
    public async Task A_refusal_is_told_at_once(HttpStatusCode status, string message)
    {
        FakeSigner signer = new((_, _) => Task.FromException<string>(FakeSigner.Refused(status)));

        ValetKeyException fault = await FaultOf(KeyOf(signer));

        (fault.Reason, fault.IsTransient, signer.Calls).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, false, 1));
        fault.Message.Should().Match(message).And.Contain(TestServiceAccount.Email).And.NotContain("hunter2");
    }

    [TestCase("")]
    [TestCase(null)]
    [TestCase("hunter2 is no base64")]
    public async Task An_answer_that_is_no_signature_gives_no_key(string? answer)
    {
        FakeSigner signer = new((_, _) => Task.FromResult(answer!));

        ValetKeyException fault = await FaultOf(KeyOf(signer));

        fault.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        fault.Message.Should().NotContain("hunter2");
    }

    [Test]
    public async Task Who_gives_up_waits_no_longer_though_the_signer_does_not_listen()
    {
        TaskCompletionSource<string> never = new();
        FakeSigner signer = new((_, _) => never.Task);
        RemoteKey key = KeyOf(signer, concurrent: 1);
        using CancellationTokenSource giveUp = new();

        Task<byte[]> first = key.SignAsync(Text, TestBuckets.Start, giveUp.Token).AsTask();
        Task<byte[]> second = key.SignAsync(Text, TestBuckets.Start, giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        await FluentActions.Awaiting(() => first).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<OperationCanceledException>();
        signer.Calls.Should().Be(1);
    }

    [Test]
    public async Task A_slot_is_free_again_when_its_call_ends()
    {
        TaskCompletionSource<string> slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeSigner signer = new((call, _) => call == 1 ? slow.Task : Task.FromResult(Signature));
        RemoteKey key = KeyOf(signer, concurrent: 1);
        using CancellationTokenSource giveUp = new();
        Task<byte[]> abandoned = key.SignAsync(Text, TestBuckets.Start, giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        Task<byte[]> next = key.SignAsync(Text, TestBuckets.Start, CancellationToken.None).AsTask();
        next.IsCompleted.Should().BeFalse("the call that was given up still runs");
        slow.SetResult(Signature);

        (await next).Should().Equal(1, 2, 3);
        abandoned.IsCanceled.Should().BeTrue();
    }

    [Test]
    public async Task Time_and_retries_are_measured()
    {
        using MetricCollector<double> durations = new(null, ValetKeyTelemetry.MeterName, "valetkey.gcp.signature.duration");
        using MetricCollector<long> retries = new(null, ValetKeyTelemetry.MeterName, "valetkey.gcp.signature.retries");
        FakeTimeProvider time = new(TestBuckets.Start);
        FakeSigner signer =
            new((call, _) => call == 1 ? Task.FromException<string>(FakeSigner.Refused(HttpStatusCode.TooManyRequests)) : Task.FromResult(Signature));
        string issuer = $"media-{Guid.CreateVersion7()}";
        RemoteKey key = new(TestServiceAccount.Email, signer, TestSigning.Create(time, issuer: issuer));

        Task<byte[]> signing = key.SignAsync(Text, TestBuckets.Start, CancellationToken.None).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        await signing;

        durations.GetMeasurementSnapshot().Where(IsOurs).Should().ContainSingle().Which.Value.Should().Be(1);
        retries.GetMeasurementSnapshot().Where(IsOurs).Should().ContainSingle().Which.Value.Should().Be(1);

        bool IsOurs<T>(CollectedMeasurement<T> measurement)
            where T : struct => measurement.Tags.TryGetValue("valetkey.issuer", out object? name) && (string?)name == issuer;
    }

    private static RemoteKey KeyOf(FakeSigner signer, TimeProvider? time = null, int concurrent = 32) =>
        new(TestServiceAccount.Email, signer, TestSigning.Create(time, concurrent));

    private static async Task<ValetKeyException> FaultOf(RemoteKey key) =>
        (await FluentActions.Awaiting(() => key.SignAsync(Text, TestBuckets.Start, CancellationToken.None).AsTask())
            .Should().ThrowAsync<ValetKeyException>()).Which;

    private static Task AdvanceAsync(FakeTimeProvider time, TimeSpan by, Func<bool> holds)
    {
        time.Advance(by);
        return Eventually.TrueAsync(holds, $"after {by}");
    }
}
