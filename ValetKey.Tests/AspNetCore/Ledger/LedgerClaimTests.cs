using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Ledger;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore.Ledger;

/// <summary>Who settles an upload has claimed it; one at a time, until his time runs out.</summary>
[TestFixture(LedgerKind.Sqlite)]
[TestFixture(LedgerKind.Postgres)]
internal sealed class LedgerClaimTests(LedgerKind kind) : UploadLedgerTests(kind)
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(31);

    [Test]
    public async Task Of_many_that_claim_at_once_one_has_it()
    {
        await AddAsync(Record("a"));
        LedgerChanges[] instances = [One, Other, New(), New()];

        UploadRecord?[] claimed = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(number => Task.Run(() => ClaimAsync(instances[number % 4], "a", $"claim{number}"))));

        claimed.Should().ContainSingle(upload => upload != null).Which!.State.Should().Be(UploadState.Verifying);
    }

    [Test]
    public async Task A_claim_that_ran_out_is_anothers_and_its_holder_can_do_nothing_more()
    {
        await AddAsync(Record("a"));
        UploadRecord mine = (await ClaimAsync(One, "a", "mine"))!;
        (await ClaimAsync(Other, "a", "early", TimeSpan.FromSeconds(30))).Should().BeNull();

        UploadRecord? theirs = await ClaimAsync(Other, "a", "theirs", Later);

        theirs.Should().NotBeNull();
        bool told = false;
        (await One.TryKeepAsync("a", "mine", Start + (Later * 2), publishes: true, default)).Should().BeFalse();
        (await One.ReleaseAsync("a", "mine", Start + Later, Start + Later, default)).Should().BeFalse();
        (await SettleAsync(One, mine, "mine", _ =>
        {
            told = true;
            return default;
        })).Should().BeFalse();
        told.Should().BeFalse();
        UploadRecord now = (await Other.FindAsync("a", default))!;
        (now.State, now.WasTried).Should().Be((UploadState.Verifying, false));
        (await SettleAsync(Other, theirs!, "theirs")).Should().BeTrue();
    }

    [Test]
    public async Task A_claim_that_is_kept_does_not_run_out()
    {
        await AddAsync(Record("a"));
        await ClaimAsync(One, "a", "mine");
        (await One.TryKeepAsync("a", "mine", Start + (Later * 2), publishes: false, default)).Should().BeTrue();

        (await ClaimAsync(Other, "a", "theirs", Later)).Should().BeNull();
        (await ClaimAsync(Other, "a", "theirs", Later * 3)).Should().NotBeNull();
    }

    [Test]
    public async Task What_is_noted_with_a_claim_is_read_by_the_next()
    {
        await AddAsync(Record("a"));
        await ClaimAsync(One, "a", "mine");
        await One.TryKeepAsync("a", "mine", Start + Later, publishes: true, default);
        await One.TryKeepAsync("a", "mine", Start + Later, publishes: false, default, "A virus.");
        await One.TryKeepAsync("a", "mine", Start + Later, publishes: false, default);
        await One.ReleaseAsync("a", "mine", Start, Start, default);

        UploadRecord next = (await ClaimAsync(Other, "a", "theirs"))!;
        (next.WasTried, next.Reason).Should().Be((true, "A virus."));
    }

    [Test]
    public async Task A_settled_upload_is_claimed_by_nobody()
    {
        await AddAsync(Record("a"));
        UploadRecord mine = (await ClaimAsync(One, "a", "mine"))!;
        (await SettleAsync(One, mine, "mine")).Should().BeTrue();

        (await SettleAsync(One, mine, "mine")).Should().BeFalse();
        (await ClaimAsync(Other, "a", "theirs", TimeSpan.FromDays(1))).Should().BeNull();
        (await ClaimAsync(Other, "unknown", "theirs")).Should().BeNull();
        (await Other.TrySetPartUploadAsync("a", "parts", Start, default)).Should().BeFalse();
        (await Other.ListDueAsync("pictures", Start + TimeSpan.FromDays(9), 10, default)).Should().BeEmpty();
    }

    [Test]
    public async Task What_the_application_writes_is_there_exactly_if_the_upload_is_settled()
    {
        await AddAsync(Record("a"), Record("b"));
        await Database.QueryAsync("CREATE TABLE mine (id TEXT)");
        UploadRecord a = (await ClaimAsync(One, "a", "claim"))!;
        UploadRecord b = (await ClaimAsync(One, "b", "claim"))!;

        Func<Task> broken = () => SettleAsync(One, a, "claim", async transaction =>
        {
            await ExecuteAsync(transaction, "INSERT INTO mine VALUES ('a')");
            throw new InvalidOperationException("The application's fault.");
        });
        await broken.Should().ThrowAsync<InvalidOperationException>();
        await SettleAsync(One, b, "claim", async transaction => await ExecuteAsync(transaction, "INSERT INTO mine VALUES ('b')"));

        (await Database.QueryAsync("SELECT id FROM mine")).Should().Equal("b");
        (await StateOfAsync("a")).Should().Be(UploadState.Verifying);
        (await StateOfAsync("b")).Should().Be(UploadState.Published);
        (await SettleAsync(One, a, "claim")).Should().BeTrue("the claim is still good");
    }

    [Test]
    public async Task Of_many_that_begin_parts_at_once_one_is_remembered()
    {
        await AddAsync(Record("a"));

        bool[] set = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            number => Task.Run(() => (number % 2 == 0 ? One : Other).TrySetPartUploadAsync("a", $"parts{number}", Start, default))));

        set.Should().ContainSingle(was => was);
        (await One.FindAsync("a", default))!.PartUploadId.Should().Be($"parts{Array.IndexOf(set, true)}");
        await ClaimAsync(One, "a", "mine");
        await One.ReleaseAsync("a", "mine", Start, Start, default);
        (await StateOfAsync("a")).Should().Be(UploadState.Uploading);
    }

    [Test]
    public async Task One_at_a_time_has_the_lease_and_another_when_it_ran_out()
    {
        TimeSpan length = TimeSpan.FromMinutes(3);
        bool[] taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(number => Task.Run(
            () => (number % 2 == 0 ? One : Other).TryLeaseAsync("sweep", $"holder{number}", Start, Start + length, default))));
        string holder = $"holder{Array.IndexOf(taken, true)}";

        taken.Should().ContainSingle(was => was);
        (await Other.TryLeaseAsync("sweep", holder, Start, Start + length, default)).Should().BeTrue();
        (await Other.TryLeaseAsync("sweep", "next", Start + length, Start + (length * 2), default)).Should().BeFalse();
        (await Other.TryLeaseAsync("another sweep", "next", Start, Start + length, default)).Should().BeTrue();
        (await Other.TryLeaseAsync("sweep", "next", Start + (length * 1.1), Start + (length * 2), default)).Should().BeTrue();
        (await One.TryLeaseAsync("sweep", holder, Start + (length * 1.1), Start + (length * 2), default)).Should().BeFalse();
    }
}
