using ValetKey.Local;
using ValetKey.Tests.Local.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Local.Crashes;

/// <summary>
/// The service is killed under load, again and again on the same root. What it had acknowledged is there afterwards, and of what it had not, all or
/// nothing. A kill keeps what the operating system has been given; that files are flushed before they are named is not to be seen here.
/// </summary>
public sealed class CrashTests : FolderTests
{
    private const int Writers = 6;
    private const int Uploaders = 3;
    private const int Senders = 2;
    private const int Receivers = 2;
    private const int MostAcknowledgements = 200;

    private readonly ObjectLoad[] _objects = [.. Enumerable.Range(0, Writers).Select(number => new ObjectLoad(number))];
    private readonly PartsLoad[] _parts = [.. Enumerable.Range(0, Uploaders).Select(number => new PartsLoad(number))];

    [Test]
    public async Task Nothing_acknowledged_is_lost_however_often_the_service_is_killed()
    {
        int seed = LongRun.Seed;
        int kills = LongRun.IsAsked ? 200 : 6;
        Random random = new(seed);
        QueueLoad? queue = null;

        for (int kill = 1; kill <= kills + 1; kill++)
        {
            try
            {
                await using Life life = await Life.BeginAsync(Folder, killedAt: random.Next(1, MostAcknowledgements));
                await CheckAsync(life, queue);
                if (kill <= kills)
                {
                    if (random.Next(2) == 0)
                    {
                        life.LeaveAlone();
                    }

                    queue = new QueueLoad($"queue{kill}");
                    await Task.WhenAll([.. Loads(life, queue, random)]);
                }
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Seed {seed}, after {kill - 1} kills. {fault.Message}", fault);
            }

            if (random.Next(3) == 0)
            {
                await KillableService.KillAtStartAsync(Life.RootIn(Folder), Folder, TimeSpan.FromMilliseconds(random.Next(600)));
            }
        }
    }

    private IEnumerable<Task> Loads(Life life, QueueLoad queue, Random random)
    {
        IEnumerable<Func<Random, Task>> steps =
        [
            .. _objects.Select(load => (Func<Random, Task>)(own => load.StepAsync(life, own))),
            .. _parts.Select(load => (Func<Random, Task>)(own => load.StepAsync(life, own))),
            .. Enumerable.Repeat((Func<Random, Task>)(own => queue.SendAsync(life, own)), Senders),
            .. Enumerable.Repeat((Func<Random, Task>)(own => queue.ReceiveAsync(life, own)), Receivers),
        ];
        return steps.Select(step =>
        {
            Random own = new(random.Next());
            return life.LoadAsync(() => step(own));
        });
    }

    private async Task CheckAsync(Life life, QueueLoad? queue)
    {
        await Task.WhenAll([
            .. _objects.Select(load => load.CheckAsync(life)),
            .. _parts.Select(load => load.CheckAsync(life)),
            queue?.CheckAsync(life) ?? Task.CompletedTask,
        ]);
        IntegrityReport report = await life.Storage.VerifyAsync();
        report.Faults.Should().BeEmpty();
    }
}
