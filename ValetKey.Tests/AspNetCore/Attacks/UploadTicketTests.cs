using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Whoever has not the ticket of just this upload, made for just him, gets nothing of it and changes nothing.</summary>
internal sealed class UploadTicketTests : UploadTests
{
    [Test]
    public async Task Another_users_ticket_opens_nothing()
    {
        Offer offer = await BroughtAsync(250);

        await ShouldFindNothingAsync(App.As("bob"), offer);

        await ShouldBeUntouchedAsync(offer);
    }

    [Test]
    public async Task A_user_whose_name_begins_or_ends_like_the_owners_is_another()
    {
        Offer offer = await BroughtAsync(250);
        foreach (string name in new[] { "ann", "annaa", "anna ", " anna", "Anna", ":anna", "anna:", $"{offer.Id}:anna" })
        {
            Answer answer = await App.As(name).StatusAsync(offer);
            (answer.Status == HttpStatusCode.NotFound || name.Trim() == "anna").Should().BeTrue("'{0}' got {1}", name, answer.Text);
        }
    }

    [Test]
    public async Task An_altered_truncated_or_lengthened_ticket_opens_nothing([Range(0, 9)] int fault)
    {
        Offer offer = await BroughtAsync(250);
        string ticket = offer.Ticket;
        string altered = fault switch
        {
            0 => ticket[..^1],
            1 => ticket[..(ticket.Length / 2)],
            2 => ticket + "A",
            3 => ticket + ticket,
            4 => Flipped(ticket, 0),
            5 => Flipped(ticket, ticket.Length / 2),
            6 => Flipped(ticket, ticket.Length - 3),
            7 => offer.Id,
            8 => $"{offer.Id}:anna",
            _ => "%00",
        };

        await ShouldFindNothingAsync(Anna, offer with { Ticket = altered });

        await ShouldBeUntouchedAsync(offer);
    }

    [Test]
    public async Task The_ticket_of_another_upload_opens_nothing()
    {
        Offer offer = await BroughtAsync(250);
        Offer other = await Anna.OfferAsync(250);

        await ShouldFindNothingAsync(Anna, offer with { Ticket = other.Ticket });

        await ShouldBeUntouchedAsync(offer);
    }

    [Test]
    public async Task Without_a_ticket_or_with_two_nothing_opens()
    {
        Offer offer = await BroughtAsync(250);

        await ShouldFindNothingAsync(Anna, offer with { Ticket = "" });
        (await Anna.SendAsync(HttpMethod.Get, offer.Url)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        (await Anna.SendAsync(HttpMethod.Get, $"{offer.Url}?Upload-Ticket={offer.Ticket}")).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        (await Anna.SendAsync(HttpMethod.Get, offer.Url, ticket: offer.Ticket, change: request =>
            request.Headers.TryAddWithoutValidation("Upload-Ticket", offer.Ticket))).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");

        await ShouldBeUntouchedAsync(offer);
    }

    [Test]
    public async Task The_ticket_of_another_kind_of_uploads_opens_nothing()
    {
        await using UploadApp app = await UploadApp.StartAsync(
            services: services => services.AddUploads<TestUploadHandler>("videos"),
            map: (web, _) => web.MapUploads("/videos", "videos"));
        UploadClient anna = app.As("anna");
        Offer picture = await anna.OfferAsync(10);
        Offer video = Offer.Of(await anna.SendAsync(HttpMethod.Post, "/videos", new { name = "a", length = 10 }));

        await ShouldFindNothingAsync(anna, picture with { Ticket = video.Ticket });
        await ShouldFindNothingAsync(anna, picture with { Url = $"/videos/{picture.Id}" });
        await ShouldFindNothingAsync(anna, video with { Url = $"/pictures/{video.Id}" });
    }

    [Test]
    public async Task A_ticket_that_an_application_with_other_protection_keys_made_opens_nothing()
    {
        await using UploadApp elsewhere = await UploadApp.StartAsync();
        Offer offer = await BroughtAsync(10);
        Offer forged = await elsewhere.As("anna").OfferAsync(10);

        await ShouldFindNothingAsync(Anna, offer with { Ticket = forged.Ticket });
    }

    [Test]
    public async Task An_upload_that_does_not_exist_and_one_of_somebody_else_look_alike()
    {
        Offer offer = await BroughtAsync(10);
        string unknown = new('0', 32);

        Answer gone = await App.As("bob").StatusAsync(offer with { Url = $"{UploadApp.Path}/{unknown}" });
        Answer anothers = await App.As("bob").StatusAsync(offer);

        anothers.Text.Should().Be(gone.Text);
    }

    private static string Flipped(string text, int at) => $"{text[..at]}{(text[at] == 'A' ? 'B' : 'A')}{text[(at + 1)..]}";

    private static async Task ShouldFindNothingAsync(UploadClient client, Offer offer)
    {
        Answer[] answers =
        [
            await client.StatusAsync(offer), await client.PartsAsync(offer, 1), await client.CompleteAsync(offer), await client.AbortAsync(offer),
        ];
        answers.Should().AllSatisfy(answer => answer.ShouldBeProblem(HttpStatusCode.NotFound, "not-found"));
    }

    private async Task ShouldBeUntouchedAsync(Offer offer)
    {
        App.Uploads.Told.Should().BeEmpty();
        (await RecordOfAsync(offer)).State.Should().Be(UploadState.Uploading);
        (await Anna.CompleteAsync(offer)).ShouldBe(HttpStatusCode.OK);
    }
}
