using System.Net;
using ValetKey.AspNetCore;
using ValetKey.Tests.AspNetCore.Support;

namespace ValetKey.Tests.AspNetCore.Attacks;

/// <summary>What is staged is nobody's to read, list, write or delete by a key: not the application's own either.</summary>
internal sealed class StagingKeyTests : UploadTests
{
    private static readonly string Staged = $".staging/{new string('0', 32)}";

    private static readonly KeyScope[] Reaching =
    [
        KeyScope.ForContainer("media"), KeyScope.ForPrefix("media", ".staging/"), KeyScope.ForPrefix("media", $"{Staged}/"),
        KeyScope.ForObject("media", Staged), KeyScope.ForObject("media", ".staging/x/y"), KeyScope.ForObject("media", Staged, "v1"),
        KeyScope.ForPart("media", Staged, "upload", 1), KeyScope.ForContainer("other"), KeyScope.ForObject("other", Staged),
    ];

    private static readonly KeyScope[] Harmless =
    [
        KeyScope.ForPrefix("media", "pictures/"), KeyScope.ForObject("media", "pictures/a"), KeyScope.ForObject("media", ".stagingx"),
        KeyScope.ForObject("media", "a/.staging/b"), KeyScope.ForPrefix("media", ".staging2/"), KeyScope.ForObject("media", ".staging"),
    ];

    [TestCaseSource(nameof(Reaching))]
    public async Task A_key_that_would_open_staging_is_refused(KeyScope scope)
    {
        List<ValetKeyErrorReason> reasons = [];
        foreach (Permissions permission in new[] { Permissions.Read, Permissions.List, Permissions.Write, Permissions.Create, Permissions.Delete })
        {
            foreach (KeyForm form in new[] { KeyForm.SignedUrl, KeyForm.SignedQuery, KeyForm.SignedForm })
            {
                Func<Task> issue = async () => await App.Site.Site.Issuer.IssueAsync(new KeyRequest(scope, permission) { Form = form });

                reasons.Add((await issue.Should().ThrowAsync<ValetKeyException>()).Which.Reason);
            }
        }

        reasons.Should().Contain(ValetKeyErrorReason.Denied);
    }

    [TestCaseSource(nameof(Harmless))]
    public async Task Keys_beside_staging_are_issued(KeyScope scope) => (await App.Site.Site.Issuer.IssueAsync(
        new KeyRequest(scope, Permissions.Read) { Form = KeyForm.SignedQuery })).Should().NotBeNull();

    [Test]
    public async Task Keys_to_a_whole_container_are_issued_where_staging_has_its_own()
    {
        await using UploadApp app = await UploadApp.StartAsync(options => options.StagingContainer = "staging");

        await app.Site.Site.Issuer.IssueAsync(new KeyRequest(KeyScope.ForContainer("media"), Permissions.Read) { Form = KeyForm.SignedQuery });
        Func<Task> staging = async () => await app.Site.Site.Issuer.IssueAsync(
            new KeyRequest(KeyScope.ForContainer("staging"), Permissions.Read) { Form = KeyForm.SignedQuery });

        (await staging.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Denied);
        Offer offer = await app.As("anna").UploadAsync("text");
        (await app.Ledger.FindAsync(offer.Id))!.State.Should().Be(UploadState.Published);
    }

    [Test]
    public async Task After_a_key_for_an_upload_was_issued_the_next_one_is_refused_on_the_same_thread()
    {
        Offer offer = await Anna.OfferAsync(5);
        Func<Task> issue = async () => await App.Site.Site.Issuer.IssueAsync(
            new KeyRequest(KeyScope.ForObject("media", $".staging/{offer.Id}"), Permissions.Read) { Form = KeyForm.SignedUrl });

        await issue.Should().ThrowAsync<ValetKeyException>();
    }

    [TestCase(".staging/mine")]
    [TestCase(".staging/00000000000000000000000000000000")]
    public async Task A_handler_that_would_publish_into_staging_is_stopped(string name)
    {
        App.Uploads.Accept = (_, _) => UploadDecision.Accept(KeyScope.ForObject("media", name));

        (await Anna.DeclareAsync(new { name = "a", length = 1 })).ShouldBe(HttpStatusCode.InternalServerError);

        (await App.Ledger.ListAsync(new UploadQuery())).Should().BeEmpty();
    }

    [Test]
    public async Task A_handler_that_accepts_more_than_one_object_is_stopped()
    {
        foreach (KeyScope scope in new[]
        {
            KeyScope.ForContainer("media"), KeyScope.ForPrefix("media", "a/"), KeyScope.ForObject("media", "a", "v1"), KeyScope.ForQueue("media"),
        })
        {
            App.Uploads.Accept = (_, _) => UploadDecision.Accept(scope);
            (await Anna.DeclareAsync(new { name = "a", length = 1 })).ShouldBe(HttpStatusCode.InternalServerError);
        }

        (await App.Ledger.ListAsync(new UploadQuery())).Should().BeEmpty();
    }
}
