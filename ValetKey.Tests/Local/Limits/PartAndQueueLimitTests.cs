using System.Net;
using ValetKey.Local;
using ValetKey.Providers;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local.Limits;

/// <summary>Limits for what is neither uploaded nor downloaded whole.</summary>
public sealed class PartAndQueueLimitTests
{
    [Test]
    public async Task Parts_make_no_object_that_passes_a_quota()
    {
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Limits.Quotas["c"] = 10);
        await storage.StoreAsync("c", "o", "12345");
        PartUpload upload = await storage.Host.Storage.BeginPartsAsync("c", "o");
        for (int number = 1; number <= 2; number++)
        {
            SignedUrl key = await storage.UrlAsync(storage.Host.Storage.ScopeOfPart(upload, number), Permissions.Write);
            (await storage.SendAsync(key, Bodies.Text("123456"))).IsSuccess.Should().BeTrue();
        }

        IReadOnlyList<UploadedPart> parts = (await storage.Host.Storage.ListPartsAsync(upload))!;
        StorageResult both = await storage.Host.Storage.CompletePartsAsync(upload, parts);
        string? kept = await storage.FetchAsync("c", "o");
        StorageResult one = await storage.Host.Storage.CompletePartsAsync(upload, [parts[0]]);

        both.Outcome.Should().Be(StorageOutcome.QuotaExceeded);
        kept.Should().Be("12345");
        one.Outcome.Should().Be(StorageOutcome.Completed);
        (await storage.SendAsync(await storage.UrlAsync(KeyScope.ForObject("c", "p"), Permissions.Write), Bodies.Text("12345")))
            .ShouldRefuse(HttpStatusCode.InsufficientStorage, LocalRefusalReasons.QuotaExceeded);
    }

    [Test]
    public async Task A_queues_key_has_its_rate_and_another_has_its_own()
    {
        const int Rate = 5;
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Limits.RatePerKey = Rate);
        SignedQuery send = await storage.QueryAsync(KeyScope.ForQueue("q"), Permissions.Send);
        SignedQuery peek = await storage.QueryAsync(KeyScope.ForQueue("q"), Permissions.Peek);
        long asked = TimeProvider.System.GetTimestamp();

        Answer[] answers = await Task.WhenAll(
            Enumerable.Range(0, 10 * Rate).Select(_ => storage.SendAsync(send.CreateRequest(Permissions.Send, content: Bodies.Text("x")))));

        double seconds = TimeProvider.System.GetElapsedTime(asked).TotalSeconds;
        answers.Count(answer => answer.IsSuccess).Should().BeInRange(Rate, (int)(Rate * (1 + seconds)), "they took {0} s", seconds);
        answers.Where(answer => !answer.IsSuccess).Should()
            .AllSatisfy(answer => answer.ShouldRefuse(HttpStatusCode.TooManyRequests, LocalRefusalReasons.TooManyRequests));
        (await storage.SendAsync(peek.CreateRequest(Permissions.Peek))).ShouldBe(HttpStatusCode.OK);
    }
}
