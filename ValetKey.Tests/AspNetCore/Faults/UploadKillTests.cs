using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>
/// As <see cref="UploadFaultTests"/>; and both instances are killed all the time, before, in and after whatever they do, and come back.
/// </summary>
[TestFixture(LedgerKind.Sqlite, false)]
[TestFixture(LedgerKind.Sqlite, true)]
[TestFixture(LedgerKind.Postgres, false)]
[TestFixture(LedgerKind.Postgres, true)]
internal sealed class UploadKillTests(LedgerKind ledger, bool isGateway)
{
    [Test]
    public async Task Every_upload_is_published_once_or_gone_however_often_the_application_is_killed()
    {
        int seed = LongRun.Seed;
        int count = LongRun.IsAsked ? 500 : 20;
        await using FaultRun run = await FaultRun.BeginAsync(ledger, isGateway);
        try
        {
            KilledInstance one = new(run.Setup, seed);
            KilledInstance other = new(run.Setup, ~seed);
            await using (one)
            await using (other)
            {
                await run.UploadAsync(count, seed, random => random.Next(2) == 0 ? one.Url : other.Url);
            }

            (int published, int rejected, int abandoned) = await run.CheckAsync();
            TestContext.Out.WriteLine($"{one.Deaths + other.Deaths} kills, {published} published, {rejected} rejected, {abandoned} abandoned");
            (one.Deaths + other.Deaths).Should().BeGreaterThan(2);
            published.Should().BePositive();
            abandoned.Should().BePositive();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}. {fault.Message}", fault);
        }
    }
}
