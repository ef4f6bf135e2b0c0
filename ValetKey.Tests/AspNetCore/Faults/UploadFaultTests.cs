using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Faults;

/// <summary>
/// Clients leave at every step and complete not at all or five times at once, at two instances whose store answers 503 before or after it did what it
/// was asked to. Afterwards every upload is published and told once, or gone and told once, and nothing is left in staging.
/// </summary>
[TestFixtureSource(typeof(FaultRun), nameof(FaultRun.Settings))]
internal sealed class UploadFaultTests(LedgerKind ledger, bool isGateway)
{
    private const double Faults = 0.05;

    [Test]
    public async Task Every_upload_is_published_once_or_gone_whatever_fails()
    {
        int seed = LongRun.Seed;
        int count = LongRun.IsAsked ? 500 : 20;
        await using FaultRun run = await FaultRun.BeginAsync(ledger, isGateway);
        try
        {
            await using (FaultApp one = await FaultApp.StartAsync(run.Setup, new Trouble(seed, Faults, kills: 0)))
            await using (FaultApp other = await FaultApp.StartAsync(run.Setup, new Trouble(~seed, Faults, kills: 0)))
            {
                await run.UploadAsync(count, seed, random => Task.FromResult(random.Next(2) == 0 ? one.Url : other.Url));
            }

            (int published, int rejected, int abandoned) = await run.CheckAsync();
            TestContext.Out.WriteLine($"{published} published, {rejected} rejected, {abandoned} abandoned");
            published.Should().BeGreaterThan(count / 4);
            abandoned.Should().BePositive();
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"Seed {seed}. {fault.Message}", fault);
        }
    }
}
