using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Closed by default: who is not known uploads nothing, unless the application says that he may.</summary>
internal sealed class UploadUserTests
{
    private static readonly object Declaration = new { name = "a.txt", length = 3 };

    [Test]
    public async Task Who_is_not_signed_in_is_refused_everywhere()
    {
        await using UploadApp app = await UploadApp.StartAsync();
        Offer offer = await app.As("anna").OfferAsync(250);
        UploadClient nobody = app.As(null);

        Answer[] answers =
        [
            await nobody.DeclareAsync(Declaration), await nobody.StatusAsync(offer), await nobody.PartsAsync(offer, 1),
            await nobody.CompleteAsync(offer), await nobody.AbortAsync(offer),
        ];

        answers.Should().AllSatisfy(answer => answer.ShouldBe(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_user_of_whom_nothing_is_known_is_refused()
    {
        await using UploadApp app = await UploadApp.StartAsync();

        (await app.As("").DeclareAsync(Declaration)).ShouldBeProblem(HttpStatusCode.Forbidden, "no-subject");
    }

    [Test]
    public async Task A_user_of_whom_nothing_is_known_is_not_taken_for_an_anonymous_one()
    {
        await using UploadApp app = await UploadApp.StartAsync(map: (_, mapped) => mapped.AllowAnonymous());

        (await app.As("").DeclareAsync(Declaration)).ShouldBeProblem(HttpStatusCode.Forbidden, "no-subject");
        await app.As(null).UploadAsync("fine");
    }

    [Test]
    public async Task An_anonymous_upload_is_no_users_and_a_users_is_no_anonymous_one()
    {
        await using UploadApp app = await UploadApp.StartAsync(map: (_, mapped) => mapped.AllowAnonymous());
        Offer anonymous = await app.As(null).OfferAsync(3);
        Offer annas = await app.As("anna").OfferAsync(3);

        (await app.As("anna").StatusAsync(anonymous)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
        (await app.As(null).StatusAsync(annas)).ShouldBeProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task What_the_application_demands_of_users_is_demanded()
    {
        await using UploadApp app = await UploadApp.StartAsync(
            services: services => services.AddAuthorizationBuilder()
                .AddPolicy("editors", policy => policy.RequireClaim(ClaimTypes.NameIdentifier, "editor")),
            map: (_, mapped) => mapped.RequireAuthorization("editors"));

        (await app.As("anna").DeclareAsync(Declaration)).ShouldBe(HttpStatusCode.Forbidden);
        (await app.As(null).DeclareAsync(Declaration)).ShouldBe(HttpStatusCode.Unauthorized);
        await app.As("editor").UploadAsync("fine");
    }

    [Test]
    public async Task Who_may_not_any_more_cannot_go_on_with_a_ticket_of_before()
    {
        HashSet<string> editors = ["anna"];
        await using UploadApp app = await UploadApp.StartAsync(
            services: services => services.AddAuthorizationBuilder().AddPolicy(
                "editors", policy => policy.RequireAssertion(asked => editors.Contains(asked.User.FindFirstValue(ClaimTypes.NameIdentifier)!))),
            map: (_, mapped) => mapped.RequireAuthorization("editors"));
        Offer offer = await app.As("anna").OfferAsync(3);

        editors.Clear();

        (await app.As("anna").CompleteAsync(offer)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Test]
    public void Uploads_that_were_not_added_cannot_be_mapped()
    {
        using WebApplication app = WebApplication.CreateSlimBuilder().Build();

        app.Invoking(web => web.MapUploads("/videos", "videos")).Should().Throw<InvalidOperationException>().WithMessage("*'videos'*AddUploads*");
    }
}
