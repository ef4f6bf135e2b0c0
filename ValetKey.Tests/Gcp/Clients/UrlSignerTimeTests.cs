using System.Collections.Specialized;
using System.Globalization;
using System.Text.Json;
using System.Web;
using Google.Cloud.Storage.V1;
using ValetKey.Gcp.Clients;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Clients;

/// <summary>A <see cref="UrlSigner"/> has a clock of its own: its keys end with the grant whatever it says, and begin when they say.</summary>
public sealed class UrlSignerTimeTests
{
    private static readonly KeyScope Picture = KeyScope.ForObject("pictures", "a.png");

    [TestCase(KeyForm.SignedUrl, "00:00:00", "00:00:00")]
    [TestCase(KeyForm.SignedUrl, "00:00:00.0000001", "00:00:00")]
    [TestCase(KeyForm.SignedUrl, "00:00:00.9999999", "00:00:00")]
    [TestCase(KeyForm.SignedUrl, "00:00:01.5", "00:00:01")]
    [TestCase(KeyForm.SignedUrl, "00:10:00", "00:10:00")]
    [TestCase(KeyForm.SignedUrl, "-00:10:00", "00:00:00")]
    [TestCase(KeyForm.SignedForm, "00:00:00", "00:00:00")]
    [TestCase(KeyForm.SignedForm, "00:00:00.9999999", "00:00:00")]
    [TestCase(KeyForm.SignedForm, "00:10:00", "00:10:00")]
    [TestCase(KeyForm.SignedForm, "-00:10:00", "00:00:00")]
    public async Task Key_ends_with_its_grant_and_begins_by_the_signers_clock(KeyForm form, string off, string start)
    {
        KeyGrant grant = Grants.Of(Picture, Permissions.Write, form: form);

        IssuedKey key = await SignAsync(grant, Grants.Start + TimeSpan.Parse(off, CultureInfo.InvariantCulture));

        key.ExpiresAt.Should().Be(grant.ExpiresAt);
        key.ExpiryLimit.Should().Be(grant.ExpiryLimit);
        key.NotBefore.Should().Be(Grants.Start + TimeSpan.Parse(start, CultureInfo.InvariantCulture));
        EndOf(key).Should().Be(grant.ExpiresAt);
    }

    [TestCase("00:00:00")]
    [TestCase("00:00:00.9999999")]
    public async Task Longest_lifetime_is_signed(string off)
    {
        KeyGrant grant = Grants.Of(Picture, Permissions.Read, length: V4Url.LongestLifetime);

        (await SignAsync(grant, Grants.Start + TimeSpan.Parse(off, CultureInfo.InvariantCulture))).ExpiresAt
            .Should().Be(Grants.Start + V4Url.LongestLifetime);
    }

    [Test]
    public async Task Clock_past_the_keys_end_gives_no_key()
    {
        KeyGrant grant = Grants.Of(Picture, Permissions.Read);
        Func<Task> sign = () => SignAsync(grant, grant.ExpiresAt.AddSeconds(1));

        (await sign.Should().ThrowExactlyAsync<ValetKeyException>().WithMessage("*the application's UrlSigner*"))
            .Which.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [Test]
    public void Answer_that_ends_after_the_grant_is_not_handed_out()
    {
        KeyGrant grant = Grants.Of(Picture, Permissions.Read);
        SignedSpan answer = new(Grants.Start, grant.ExpiresAt.AddSeconds(1));

        answer.Invoking(span => span.Within(grant)).Should().ThrowExactly<ValetKeyException>()
            .WithMessage("UrlSigner signed until 2026-05-04 03:17:02Z, which is past the key's end at 2026-05-04 03:17:01Z*")
            .Which.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
    }

    [Test]
    public void Answer_that_ends_sooner_is_told()
    {
        KeyGrant grant = Grants.Of(Picture, Permissions.Read);
        SignedSpan answer = new(Grants.Start, grant.ExpiresAt.AddSeconds(-1));

        answer.Within(grant).Should().Be((Grants.Start, grant.ExpiresAt.AddSeconds(-1), ExpiryLimit.Credential));
    }

    private static async Task<IssuedKey> SignAsync(KeyGrant grant, DateTimeOffset now)
    {
        UrlSigner signer = UrlSigner.FromCredential(TestServiceAccount.Credential).At(now);
        using GcsKeySigner keys = new(new(), new ApplicationUrlSigner(signer, TestSigning.Create()));
        return await keys.SignAsync(grant, CancellationToken.None);
    }

    /// <summary>When a key ends by what is signed in it.</summary>
    private static DateTimeOffset EndOf(IssuedKey key) => key is SignedForm form
        ? JsonDocument.Parse(Convert.FromBase64String(form.Fields["policy"])).RootElement.GetProperty("expiration").GetDateTimeOffset()
        : EndOf(HttpUtility.ParseQueryString(((SignedUrl)key).ToUri().Query));

    private static DateTimeOffset EndOf(NameValueCollection query) =>
        DateTimeOffset.ParseExact(query["X-Goog-Date"]!, "yyyyMMdd'T'HHmmssK", CultureInfo.InvariantCulture)
            .AddSeconds(int.Parse(query["X-Goog-Expires"]!, CultureInfo.InvariantCulture));
}
