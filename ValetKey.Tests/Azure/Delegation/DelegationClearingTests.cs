using System.Security.Cryptography;
using ValetKey.Azure.Delegation;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure.Delegation;

/// <summary>A key that no longer serves is cleared, and nobody ever signs with what is left of it.</summary>
internal sealed class DelegationClearingTests : DelegationTestBase
{
    private static readonly int Rotations = LongRun.IsAsked ? 60 : 20;

    [Test]
    public async Task A_replaced_key_is_cleared_a_minute_later_though_nobody_asks_for_one()
    {
        DelegationKey first = await GetAsync();
        await GetAsync(Need(minutes: 5000));

        Time.Advance(TimeSpan.FromSeconds(59));
        IsCleared(first).Should().BeFalse("somebody may be about to sign with it");
        Time.Advance(TimeSpan.FromSeconds(1));

        IsCleared(first).Should().BeTrue();
        IsCleared(AtOnce()).Should().BeFalse();
    }

    [Test]
    public async Task Each_replaced_key_has_its_own_minute()
    {
        DelegationKey first = await GetAsync();
        DelegationKey second = await GetAsync(Need(minutes: 3000));
        Time.Advance(TimeSpan.FromSeconds(40));
        await GetAsync(Need(minutes: 6000));

        Time.Advance(TimeSpan.FromSeconds(40));
        (IsCleared(first), IsCleared(second)).Should().Be((true, false));
        Time.Advance(TimeSpan.FromSeconds(20));

        IsCleared(second).Should().BeTrue();
    }

    [Test]
    public async Task With_the_source_all_keys_end_at_once()
    {
        await GetAsync();
        await GetAsync(Need(minutes: 5000));
        await GetAsync(tenant: "contoso");

        Source.Dispose();

        Client.Keys.Should().HaveCount(3).And.OnlyContain(key => IsCleared(key));
        await FluentActions.Awaiting(() => GetAsync()).Should().ThrowAsync<ObjectDisposedException>();
        await FluentActions.Awaiting(() => GetAsync(tenant: "fabrikam")).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Test]
    public async Task With_the_source_the_call_under_way_ends()
    {
        TaskCompletionSource gate = new();
        (Client.Gate, Client.IsDeaf) = (gate.Task, true);
        Task<DelegationKey> waiting = GetAsync();
        await Eventually.TrueAsync(() => Client.Count == 1);

        Source.Dispose();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<ValetKeyException>();
        gate.SetResult();
        await Eventually.TrueAsync(() => Client.Keys.Count == 1 && IsCleared(Client.Keys[0]));
    }

    /// <summary>A minute passes only when every signer has signed since the last exchange of keys, as it does outside of tests.</summary>
    [Test]
    public async Task Keys_change_under_the_signers_hands_and_every_signature_is_right()
    {
        const int Signers = 3;
        int[] signed = new int[Signers];
        using CancellationTokenSource over = new();
        await GetAsync();
        Task<int>[] signers = [.. Enumerable.Range(0, Signers).Select(signer => Busy(() => Sign(() => signed[signer]++, over.Token)))];

        for (int rotation = 1; rotation <= Rotations; rotation++)
        {
            string held = AtOnce().Facts.Version;
            Time.Advance(TimeSpan.FromHours(17));
            await Eventually.TrueAsync(() => AtOnce().Facts.Version != held);
            await AllSignTwiceAsync(signed); // After this nobody asks for a token of the time before,
            await AllSignTwiceAsync(signed); // and after this nobody holds a key that such a one drove out.
        }

        await over.CancelAsync();
        (await Task.WhenAll(signers)).Should().OnlyContain(refused => refused == 0, "no signer had a cleared key, or none");
        Client.Requests.Should().OnlyHaveUniqueItems("one call brings each key, however many ask while it comes");
        signed.Sum().Should().BeGreaterThan(Rotations * Signers);
        Time.Advance(TimeSpan.FromMinutes(1));
        Client.Keys.Should().OnlyContain(key => IsCleared(key) || key == AtOnce()).And.HaveCountGreaterThan(Rotations);
    }

    [Test]
    public async Task A_signer_that_sleeps_for_longer_is_refused_and_never_signs_wrong()
    {
        using CancellationTokenSource over = new();
        await GetAsync();
        Task<int>[] signers = [.. Enumerable.Range(0, 3).Select(_ => Busy(() => Sign(() => { }, over.Token)))];

        await Eventually.TrueAsync(() =>
        {
            for (int step = 0; step < 12; step++)
            {
                Time.Advance(TimeSpan.FromMinutes(20)); // Days in a few milliseconds: signers do sleep for minutes.
            }

            return Client.Count >= Rotations;
        });

        await over.CancelAsync();
        await FluentActions.Awaiting(() => Task.WhenAll(signers)).Should().NotThrowAsync();
        Client.Keys.Should().HaveCountGreaterThan(10);
    }

    private static Task AllSignTwiceAsync(int[] signed)
    {
        int[] before = [.. signed];
        return Eventually.TrueAsync(() => signed.Zip(before).All(counts => counts.First > counts.Second + 1));
    }

    private static Task<int> Busy(Func<int> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Signs as fast as may be, and holds each signature against what the secret gives.</summary>
    private int Sign(Action signed, CancellationToken over)
    {
        int refused = 0;
        byte[] signature = new byte[32];
        while (!over.IsCancellationRequested)
        {
            DelegationKey key;
            try
            {
                key = Source.GetAsync(null, Need(), CancellationToken.None).AsTask().GetAwaiter().GetResult();
                key.Hash.Hash(key.SignedText, signature);
            }
            catch (Exception fault) when (fault is ObjectDisposedException or ValetKeyException)
            {
                refused++;
                continue;
            }

            if (!signature.AsSpan().SequenceEqual(HMACSHA256.HashData(FakeDelegationKeyClient.SecretOf(key.Facts.Version), key.SignedText)))
            {
                throw new AssertionException("A signature was made with a key that had been cleared.");
            }

            signed();
        }

        return refused;
    }
}
