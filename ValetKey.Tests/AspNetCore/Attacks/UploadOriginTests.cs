using System.Net;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>Pages of other sites use nobody's cookies, and nobody asks without end.</summary>
internal sealed class UploadOriginTests : UploadTests
{
    private const string Trusted = "https://app.example.com";

    protected override void Configure(UploadsOptions options) => options.TrustedOrigins.Add(Trusted);

    [TestCase("cross-site", "https://evil.example")]
    [TestCase("cross-site", null)]
    [TestCase("same-site", "https://sub.app.example.com")]
    [TestCase("same-site", null)]
    [TestCase("", null)]
    [TestCase("SAME-ORIGIN", "https://evil.example")]
    [TestCase("same-origin, cross-site", null)]
    [TestCase("cross-site", "self")]
    [TestCase(null, "https://evil.example")]
    [TestCase(null, "null")]
    [TestCase(null, "http://127.0.0.1")]
    [TestCase(null, "http://127.0.0.1:1")]
    [TestCase(null, "https://app.example.com.evil.example")]
    [TestCase(null, "https://app.example.com:444")]
    [TestCase(null, "http://app.example.com")]
    [TestCase(null, "https://app.example.com/")]
    [TestCase(null, "https://app.example.com, https://evil.example")]
    public async Task Another_sites_page_is_refused_and_changes_nothing(string? site, string? origin)
    {
        Offer offer = await BroughtAsync(250);
        void From(HttpRequestMessage request) => Say(request, site, origin);

        Answer[] answers =
        [
            await Anna.DeclareAsync(new { name = "a", length = 1 }, From),
            await Anna.SendAsync(HttpMethod.Post, $"{offer.Url}/parts", new { parts = new[] { new { number = 1 } } }, offer.Ticket, From),
            await Anna.SendAsync(HttpMethod.Post, $"{offer.Url}/complete", ticket: offer.Ticket, change: From),
            await Anna.SendAsync(HttpMethod.Delete, offer.Url, ticket: offer.Ticket, change: From),
        ];

        answers.Should().AllSatisfy(answer => answer.ShouldBeProblem(HttpStatusCode.Forbidden, "cross-origin"));
        (await App.Ledger.ListAsync(new UploadQuery())).Should().ContainSingle().Which.State.Should().Be(UploadState.Uploading);
    }

    [TestCase("same-origin", null)]
    [TestCase("same-origin", "self")]
    [TestCase("none", null)]
    [TestCase("cross-site", Trusted)]
    [TestCase(null, Trusted)]
    [TestCase(null, "self")]
    [TestCase(null, null)]
    public async Task The_applications_own_pages_those_it_trusts_and_programs_may(string? site, string? origin) =>
        (await Anna.DeclareAsync(new { name = "a", length = 1 }, request => Say(request, site, origin))).ShouldBe(HttpStatusCode.Created);

    [Test]
    public async Task Who_asks_too_often_is_told_when_to_ask_again_and_holds_up_no_other()
    {
        Offer offer = await Anna.OfferAsync(1);

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Anna.StatusAsync(offer)));

        answers.Count(answer => answer.Status == HttpStatusCode.OK).Should().BeGreaterThan(150);
        Answer refused = answers.First(answer => answer.Status != HttpStatusCode.OK);
        refused.ShouldBeProblem(HttpStatusCode.TooManyRequests, "too-many-requests");
        int.Parse(refused.Header("Retry-After")!, null).Should().BePositive();
        (await App.As("bob").DeclareAsync(new { name = "a", length = 1 })).ShouldBe(HttpStatusCode.Created);
    }

    private void Say(HttpRequestMessage request, string? site, string? origin)
    {
        if (site is not null)
        {
            request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        }

        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin == "self" ? App.Url.GetLeftPart(UriPartial.Authority) : origin);
        }
    }
}
