using System.Net;
using Microsoft.AspNetCore.Builder;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>A client whose answer was lost declares again, with the key that it gave its declaration.</summary>
[Parallelizable]
internal sealed class RepeatedDeclarationTests : UploadTests
{
    private const string Key = "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"";

    protected override void Configure(UploadsOptions options) => options.Quota = new UploadQuota { MaximumCount = 2 };

    [TestCase(10)]
    [TestCase(250)]
    public async Task It_is_the_same_upload_and_its_newest_ticket_opens_it(int length)
    {
        Offer lost = Offer.Of(await DeclareAsync(length));
        App.Uploads.Accept = (_, _) => throw new InvalidOperationException("It was asked before.");

        Offer[] again = [Offer.Of(await DeclareAsync(length)), Offer.Of(await DeclareAsync(length))];

        again.Select(offer => (offer.Id, offer.Url, offer.PartCount)).Should().AllBeEquivalentTo((lost.Id, lost.Url, lost.PartCount));
        (await CountAsync()).Should().Be(1);
        await Anna.BringAsync(again[1], new byte[length]);
        (await Anna.CompleteAsync(again[1])).ShouldBe(HttpStatusCode.OK);
        (await IsPublishedAsync(lost)).Should().BeTrue();
        (await DeclareAsync(length)).ShouldBeProblem(HttpStatusCode.Conflict, "settled");
    }

    [Test]
    public async Task Of_many_at_once_one_counts()
    {
        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => DeclareAsync(10)));

        answers.Should().AllSatisfy(answer => answer.ShouldBe(HttpStatusCode.Created));
        answers.Select(answer => Offer.Of(answer).Id).Distinct().Should().ContainSingle();
        (await CountAsync()).Should().Be(1);
    }

    [Test]
    public async Task Of_many_at_once_for_the_last_place_all_are_told_of_the_one_that_got_it()
    {
        await Anna.OfferAsync(10);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => DeclareAsync(10)));

        answers.Select(answer => Offer.Of(answer).Id).Distinct().Should().ContainSingle();
        (await DeclareAsync(10, key: "\"another\"")).ShouldBeProblem(HttpStatusCode.TooManyRequests, "quota-exceeded");
    }

    [Test]
    public async Task Another_user_declaration_or_key_is_another_upload()
    {
        await using UploadApp app = await UploadApp.StartAsync();
        Answer[] answers =
        [
            await DeclareAsync(10, app: app),
            await DeclareAsync(10, app: app, user: "bob"),
            await DeclareAsync(11, app: app),
            await DeclareAsync(10, app: app, name: "b.txt"),
            await DeclareAsync(10, app: app, contentType: "text/plain"),
            await DeclareAsync(10, app: app, checksum: new { algorithm = "md5", value = "1B2M2Y8AsgTpgAmY7PhCfg==" }),
            await DeclareAsync(10, app: app, key: Key.ToUpperInvariant()),
            await DeclareAsync(10, app: app, key: ""),
            await DeclareAsync(10, app: app, key: ""),
        ];

        answers.Select(answer => Offer.Of(answer).Id).Should().OnlyHaveUniqueItems();
    }

    [Test]
    public async Task What_nobody_in_particular_declares_is_each_his_own()
    {
        await using UploadApp app = await UploadApp.StartAsync(map: (_, mapped) => mapped.AllowAnonymous());

        Offer one = Offer.Of(await DeclareAsync(10, app: app, user: null));
        Offer other = Offer.Of(await DeclareAsync(10, app: app, user: null));

        other.Id.Should().NotBe(one.Id);
    }

    [Test]
    public async Task One_that_was_given_up_is_made_anew()
    {
        Offer given = Offer.Of(await DeclareAsync(10));
        (await Anna.AbortAsync(given)).ShouldBe(HttpStatusCode.NoContent);

        Offer anew = Offer.Of(await DeclareAsync(10));

        anew.Id.Should().NotBe(given.Id);
        await Anna.BringAsync(anew, new byte[10]);
        (await Anna.CompleteAsync(anew)).ShouldBe(HttpStatusCode.OK);
    }

    [TestCase(255, HttpStatusCode.Created)]
    [TestCase(256, HttpStatusCode.BadRequest)]
    public async Task Keys_have_a_length(int length, HttpStatusCode status) =>
        (await DeclareAsync(10, key: new string('k', length))).ShouldBe(status);

    private Task<Answer> DeclareAsync(
        int length, string key = Key, UploadApp? app = null, string? user = "anna", string name = "a.txt", string? contentType = null,
        object? checksum = null) => (app ?? App).As(user).DeclareAsync(
            new { name, length, contentType, checksum }, request => request.Headers.TryAddWithoutValidation("Idempotency-Key", key));

    private async Task<long> CountAsync() => (await App.Ledger.UsageAsync(UploadApp.Name, "anna", TimeSpan.FromDays(1))).Count;
}
