using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>64 clients of one user declare at once, at two instances.</summary>
[TestFixture(LedgerKind.Sqlite)]
[TestFixture(LedgerKind.Postgres)]
internal sealed class UploadQuotaTests(LedgerKind kind)
{
    [TestCase(7, long.MaxValue)]
    [TestCase(long.MaxValue, 75)]
    public async Task No_more_come_in_than_the_quota_says_and_room_is_made_by_giving_up(long count, long bytes)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(kind);
        void Configure(UploadsOptions options) => options.Quota = new UploadQuota { MaximumCount = count, MaximumBytes = bytes };
        void Services(IServiceCollection services) => services.Configure<UploadLedgerOptions>(database.Configure);
        await using UploadApp one = await UploadApp.StartAsync(Configure, Services);
        await using UploadApp other = await UploadApp.StartAsync(Configure, Services, first: one);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(
            number => (number % 2 == 0 ? one : other).As("anna").DeclareAsync(new { name = "a", length = 10 })));

        Answer[] accepted = [.. answers.Where(answer => answer.IsSuccess)];
        accepted.Should().HaveCount(7);
        answers.Where(answer => !answer.IsSuccess).Should()
            .AllSatisfy(answer => answer.ShouldBeProblem(HttpStatusCode.TooManyRequests, "quota-exceeded"));
        (await other.As("bob").DeclareAsync(new { name = "a", length = 10 })).ShouldBe(HttpStatusCode.Created);
        (await one.As("anna").AbortAsync(Offer.Of(accepted[0]))).ShouldBe(HttpStatusCode.NoContent);
        (await other.As("anna").DeclareAsync(new { name = "a", length = 10 })).ShouldBe(HttpStatusCode.Created);
        (await other.As("anna").DeclareAsync(new { name = "a", length = 10 })).ShouldBe(HttpStatusCode.TooManyRequests);
    }
}
