using System.Net;
using Microsoft.Extensions.Time.Testing;
using ValetKey.AspNetCore;
using ValetKey.AspNetCore.Ledger;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore.Ledger;

/// <summary>What is asked of the ledger, what it forgets, how much it lets in, and whose schema it reads.</summary>
[TestFixture(LedgerKind.Sqlite)]
[TestFixture(LedgerKind.Postgres)]
internal sealed class LedgerQueryTests(LedgerKind kind) : UploadLedgerTests(kind)
{
    [Test]
    public async Task Pages_follow_each_other_without_a_gap_and_the_newest_come_first()
    {
        UploadRecord[] uploads = [.. Enumerable.Range(0, 25).Select(number => Record($"u{number:00}", age: TimeSpan.FromSeconds(number / 4)))];
        await AddAsync(uploads);
        UploadLedger ledger = Ledger();
        List<UploadRecord> found = [];

        for (UploadRecord? last = null; ;)
        {
            IReadOnlyList<UploadRecord> page = await ledger.ListAsync(new UploadQuery { Limit = 7, After = last });
            found.AddRange(page);
            if (page.Count < 7)
            {
                break;
            }

            last = page[^1];
        }

        found.Select(upload => upload.Id).Should().Equal(
            uploads.OrderByDescending(upload => upload.Created).ThenByDescending(upload => upload.Id, StringComparer.Ordinal)
                .Select(upload => upload.Id));
    }

    [Test]
    public async Task Uploads_are_found_by_user_kind_and_state()
    {
        await AddAsync(
            Record("a"), Record("b", "bob"), Record("c", subject: null), Record("d", uploads: "videos"), Record("e"), Record("f", "x' OR '1'='1"));
        await SettleAsync(One, (await ClaimAsync(One, "e", "claim"))!, "claim");

        (await IdsAsync(new UploadQuery { Subject = "anna" })).Should().Equal("e", "d", "a");
        (await IdsAsync(new UploadQuery { Subject = "" })).Should().Equal("c");
        (await IdsAsync(new UploadQuery { Subject = "x' OR '1'='1" })).Should().Equal("f");
        (await IdsAsync(new UploadQuery { Uploads = "videos" })).Should().Equal("d");
        (await IdsAsync(new UploadQuery { Subject = "anna", Uploads = "pictures", State = UploadState.Published })).Should().Equal("e");
        (await IdsAsync(new UploadQuery { Subject = "nobody" })).Should().BeEmpty();
        await Ledger().Invoking(ledger => ledger.ListAsync(new UploadQuery { Limit = 1001 })).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await Ledger().Invoking(ledger => ledger.ListAsync(new UploadQuery { Limit = 0 })).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Test]
    public async Task Everything_that_was_written_is_read_again()
    {
        UploadRecord upload = Record("a", "ånna:'\"\\🗝️") with
        {
            FileName = "käse %#?'\"\\ 🗝️.jpg",
            ContentType = "text/plain; charset=\"utf-8\"",
            Checksum = Checksum.FromBase64(ChecksumAlgorithm.Crc32C, "AAAAAA=="),
            Object = KeyScope.ForObject("media", "a b/%2F#?&+ä🗝️"),
            Reference = "row 7",
            Plan = new UploadPlan
            {
                StagingContainer = "staging",
                StagingName = ".s/a",
                PartLength = 100,
                Overwrite = true,
                Properties = new ObjectProperties
                {
                    ContentType = "image/png",
                    ContentDisposition = "inline",
                    CacheControl = "max-age=1",
                    Metadata = new Dictionary<string, string> { ["a"] = "b" },
                },
                ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::ff")),
            },
        };
        await AddAsync(upload);

        (await Other.FindAsync("a", default)).Should().BeEquivalentTo(upload);
    }

    [Test]
    public async Task What_was_settled_is_forgotten_and_nothing_else()
    {
        await AddAsync(Record("a"), Record("b"), Record("c", uploads: "videos"));
        await SettleAsync(One, (await ClaimAsync(One, "a", "claim"))!, "claim");
        await SettleAsync(One, (await ClaimAsync(One, "c", "claim"))!, "claim");

        (await Other.ForgetAsync("pictures", Start + TimeSpan.FromSeconds(5), default)).Should().Be(0);
        (await Other.ForgetAsync("pictures", Start + TimeSpan.FromDays(99), default)).Should().Be(1);

        (await IdsAsync(new UploadQuery())).Should().Equal("c", "b");
    }

    [TestCase(10, long.MaxValue)]
    [TestCase(long.MaxValue, 100)]
    [TestCase(long.MaxValue, 109)]
    public async Task Of_64_that_declare_at_once_as_many_are_let_in_as_the_quota_says(long count, long bytes)
    {
        UploadQuota quota = new() { MaximumCount = count, MaximumBytes = bytes };
        LedgerChanges[] instances = [One, Other, New(), New()];
        await AddAsync(Record("bobs", "bob", 1000), Record("old", age: quota.Window), Record("video", uploads: "videos", length: 1000));

        bool[] added = await Task.WhenAll(Enumerable.Range(0, 64).Select(
            number => Task.Run(() => instances[number % 4].AddAsync(Record($"u{number}"), Start, quota, default))));

        added.Count(was => was).Should().Be(10);
        (await Ledger().UsageAsync("pictures", "anna", quota.Window)).Should().Be(new UploadUsage(10, 100));
    }

    [Test]
    public async Task What_was_given_up_does_not_count()
    {
        UploadQuota quota = new() { MaximumCount = 1 };
        (await One.AddAsync(Record("a"), Start, quota, default)).Should().BeTrue();
        (await One.AddAsync(Record("b"), Start, quota, default)).Should().BeFalse();
        UploadRecord claimed = (await ClaimAsync(One, "a", "claim"))!;
        await One.TrySettleAsync(claimed with { State = UploadState.Abandoned }, "claim", _ => default, default);

        (await One.AddAsync(Record("b"), Start, quota, default)).Should().BeTrue();
    }

    [Test]
    public async Task Eight_instances_may_start_at_once()
    {
        LedgerChanges[] instances = [.. Enumerable.Range(0, 8).Select(_ => New())];

        await Task.WhenAll(instances.Select((ledger, number) => Task.Run(() => ledger.AddAsync(Record($"u{number}"), Start, null, default))));

        (await IdsAsync(new UploadQuery())).Should().HaveCount(8);
    }

    [TestCase(2)]
    [TestCase(0)]
    public async Task A_schema_of_another_version_is_refused(int version)
    {
        await AddAsync(Record("a"));
        await Database.QueryAsync($"UPDATE valetkey_schema SET version = {version}");

        await New().Invoking(ledger => ledger.FindAsync("a", default))
            .Should().ThrowAsync<InvalidDataException>().WithMessage($"*version {version}*version 1*");
    }

    private UploadLedger Ledger()
    {
        LedgerDatabase database = NewDatabase();
        return new UploadLedger(database, new LedgerChanges(database), new FakeTimeProvider(Start));
    }

    private async Task<IEnumerable<string>> IdsAsync(UploadQuery query) => (await Ledger().ListAsync(query)).Select(upload => upload.Id);
}
