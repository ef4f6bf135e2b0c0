using ValetKey.Internal;

namespace ValetKey.Tests.Core.Issuing;

internal sealed class FormSuccessTests
{
    [TestCase(0)]
    [TestCase(202)]
    [TestCase(302)]
    [TestCase(404)]
    public void Services_know_no_other_status(int status) =>
        FluentActions.Invoking(() => new FormSuccess(status)).Should().Throw<ArgumentOutOfRangeException>();

    [Test]
    public void A_redirect_is_absolute() =>
        FluentActions.Invoking(() => new FormSuccess(new Uri("/done", UriKind.Relative))).Should().Throw<ArgumentException>();

    [TestCase("javascript:alert(document.cookie)")]
    [TestCase("JavaScript:alert(1)")]
    [TestCase("data:text/html,<script>alert(1)</script>")]
    [TestCase("file:///etc/passwd")]
    [TestCase("//server/share")]
    [TestCase("ftp://app.example/done")]
    [TestCase("mailto:a@app.example")]
    [TestCase("vbscript:msgbox")]
    [TestCase("blob:https://app.example/1")]
    [TestCase("app:done")]
    public void A_redirect_that_the_browser_would_run_or_open_is_refused(string url)
    {
        FluentActions.Invoking(() => Check(new Uri(url, UriKind.Absolute))).Should().Throw<ValetKeyException>()
            .WithMessage("Extras has FormSuccess, which redirects to*http or https*")
            .Which.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
    }

    [TestCase("https://app.example/done?a=b")]
    [TestCase("http://localhost:8080/")]
    [TestCase("HTTPS://app.example")]
    public void A_redirect_to_a_page_is_taken(string url) => FluentActions.Invoking(() => Check(new Uri(url))).Should().NotThrow();

    private static void Check(Uri redirect) => ExtraRules.Check(
        new KeyRequest(KeyScope.ForObject("media", "a"), Permissions.Write) { Extras = [new FormSuccess(redirect)] });
}
