using System.Net;
using System.Text.Json;
using ValetKey.AspNetCore;
using ValetKey.Providers;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore;

/// <summary>The way of an upload, from its declaration to the object under its name.</summary>
internal sealed class UploadFlowTests
{
    private UploadApp _app = null!;

    [SetUp]
    public async Task StartAsync() => _app = await UploadApp.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _app.DisposeAsync();

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100)]
    [TestCase(101)]
    [TestCase(350)]
    public async Task What_was_declared_and_brought_is_published_and_told_once(int length)
    {
        UploadClient anna = _app.As("anna");

        Offer offer = await anna.UploadAsync(new string('x', length), "Holiday.JPG", "image/jpeg");

        SettledUpload told = _app.Uploads.Told.Should().ContainSingle().Subject;
        told.Upload.Should().BeEquivalentTo(
            new { offer.Id, State = UploadState.Published, Subject = "anna", FileName = "Holiday.JPG", Length = (long)length });
        told.Upload.Object.Should().Be(KeyScope.ForObject(TestUploads.Container, $"pictures/{offer.Id}.jpg"));
        StorageObject? stored = await _app.Store.FindAsync(TestUploads.Container, told.Upload.Object.Name);
        stored.Should().BeEquivalentTo(new { Length = (long)length, ContentType = "image/jpeg" });
        stored!.Metadata.Should().Contain("valetkeyupload", offer.Id);
        (await _app.StagedAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Until_it_is_complete_the_object_is_not_there_and_the_status_says_what_the_store_has()
    {
        UploadClient anna = _app.As("anna");
        Offer offer = await anna.OfferAsync(250);
        JsonElement[] requests = [.. (await anna.PartsAsync(offer, 1, 2, 3)).Json.GetProperty("requests").EnumerateArray()];
        await anna.PutAsync(requests[2], new byte[50]);
        await anna.PutAsync(requests[0], new byte[100]);

        Answer status = await anna.StatusAsync(offer);
        Answer early = await anna.CompleteAsync(offer);

        status.Json.GetProperty("state").GetString().Should().Be("uploading");
        status.Json.GetProperty("received").GetRawText().Should().Be("""[{"number":1,"length":100},{"number":3,"length":50}]""");
        early.ShouldBe(HttpStatusCode.Conflict);
        early.Json.GetProperty("type").GetString().Should().Be("urn:valetkey:problem:incomplete");
        early.Json.GetProperty("missing").GetRawText().Should().Be("[2]");
        await anna.PutAsync(requests[1], new byte[100]);
        (await anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);
    }

    [Test]
    public async Task Completing_again_and_at_once_publishes_and_tells_once()
    {
        UploadClient anna = _app.As("anna");
        Offer offer = await anna.OfferAsync(250);
        await anna.BringAsync(offer, new byte[250]);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => anna.CompleteAsync(offer)));
        Answer again = await anna.CompleteAsync(offer);

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.OK || answer.Status == HttpStatusCode.Accepted);
        again.ShouldBe(HttpStatusCode.OK);
        _app.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Published);
    }

    [Test]
    public async Task What_the_application_rejects_is_deleted_and_the_client_reads_why()
    {
        _app.Uploads.Inspect = async (staged, cancellationToken) =>
        {
            using StreamReader reader = new(await staged.OpenReadAsync(cancellationToken));
            return (await reader.ReadToEndAsync(cancellationToken)).Contains("virus", StringComparison.Ordinal)
                ? UploadVerdict.Reject("There is a virus in it.")
                : UploadVerdict.Accept;
        };
        UploadClient anna = _app.As("anna");
        Offer offer = await anna.OfferAsync(5);
        await anna.BringAsync(offer, "virus"u8.ToArray());

        Answer answer = await anna.CompleteAsync(offer);

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Json.GetProperty("type").GetString().Should().Be("urn:valetkey:problem:rejected");
        answer.Json.GetProperty("detail").GetString().Should().Be("There is a virus in it.");
        _app.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Rejected);
        (await _app.StagedAsync()).Should().BeEmpty();
        await anna.UploadAsync("fine");
    }

    [Test]
    public async Task What_the_application_does_not_accept_is_refused_with_its_reason_and_leaves_nothing()
    {
        _app.Uploads.Accept = (_, _) => UploadDecision.Refuse("No more pictures today.");

        Answer answer = await _app.As("anna").DeclareAsync(new { name = "a.png", length = 3 });

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Json.GetProperty("detail").GetString().Should().Be("No more pictures today.");
        (await _app.Ledger.ListAsync(new UploadQuery())).Should().BeEmpty();
    }

    [Test]
    public async Task A_client_that_gives_up_leaves_nothing_behind()
    {
        UploadClient anna = _app.As("anna");
        Offer offer = await anna.OfferAsync(250);
        await anna.BringAsync(offer, new byte[250]);

        (await anna.AbortAsync(offer)).ShouldBe(HttpStatusCode.NoContent);
        (await anna.AbortAsync(offer)).ShouldBe(HttpStatusCode.NoContent);

        (await anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.Conflict);
        _app.Uploads.StatesOf(offer.Id).Should().Equal(UploadState.Abandoned);
        (await _app.StagedAsync()).Should().BeEmpty();
    }
}
