using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>
/// As <see cref="UploadFaultTests"/>; and both instances are killed all the time, before, in and after whatever they do, and come back.
/// </summary>
[TestFixtureSource(typeof(FaultRun), nameof(FaultRun.Settings))]
internal sealed class UploadKillTests(LedgerKind ledger, bool isGateway)
{
    private const int LeastDeaths = 3; // It depends on the machine how many uploads that takes, and until one gets through.
    private const int MostRounds = 20;

    [Test]
    public async Task Every_upload_is_published_once_or_gone_however_often_the_application_is_killed()
    {
        int seed = LongRun.Seed;
        int count = LongRun.IsAsked ? 500 : 10;
        await using FaultRun run = await FaultRun.BeginAsync(ledger, isGateway);
        try
        {
            KilledInstance one = new(run.Setup, seed);
            KilledInstance other = new(run.Setup, ~seed);
            await using (one)
            await using (other)
            {
                bool isEnough = false;
                for (int round = 0; !isEnough && round < MostRounds; round++)
                {
                    await run.UploadAsync(count, unchecked(seed + (round * count)), random => random.Next(2) == 0 ? one.Url : other.Url);
                    isEnough = one.Deaths + other.Deaths >= LeastDeaths && await run.HasPublishedAsync();
                }
            }

            (int published, int rejected, int abandoned) = await run.CheckAsync();
            TestContext.Out.WriteLine($"{one.Deaths + other.Deaths} kills, {published} published, {rejected} rejected, {abandoned} abandoned");
            (one.Deaths + other.Deaths).Should().BeGreaterThanOrEqualTo(LeastDeaths);
            published.Should().BePositive();
            abandoned.Should().BePositive();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}. {fault.Message}", fault);
        }
    }
}
