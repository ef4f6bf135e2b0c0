using ValetKey.Gcp;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>Keys are issued and refused in several ways, and every message, log and text is searched for secrets and signatures.</summary>
public sealed class GcsSecrecyTests
{
    private const string HmacSecret = "bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Nothing_that_is_told_holds_a_secret(bool isRsa)
    {
        List<string> told = [];
        List<string> secrets = [HmacSecret, .. TestServiceAccount.Pem.Split('\n').Where(line => line.Length > 20 && !line.StartsWith('-'))];
        await using TestBuckets buckets = new(
            options =>
            {
                options.CredentialJson = isRsa ? TestServiceAccount.Json : null;
                options.HmacKey = isRsa ? null : new GcsHmacKey("GOOG1EXAMPLE", HmacSecret);
            },
            withAccount: false);

        foreach (KeyRequest request in new[] { TestBuckets.AskFor(Permissions.Read),
            TestBuckets.AskFor(Permissions.Write) with { Form = KeyForm.SignedForm } })
        {
            IssuedKey key = await buckets.Issuer.IssueAsync(request);
            told.Add(key.ToString());
            secrets.Add(key is SignedUrl url ? url.Url[(url.Url.LastIndexOf('=') + 1)..] : ((SignedForm)key).Fields["x-goog-signature"]);
        }

        told.Add((await buckets.RefusalOf(TestBuckets.AskFor(Permissions.Read, new() { SingleUse = true }))).ToString());
        told.Add((await buckets.RefusalOf(TestBuckets.Ask(KeyScope.ForObject("No Bucket", "a"), Permissions.Read))).ToString());
        told.AddRange(buckets.Logs.GetSnapshot().Select(record => record.Message + record.Exception));

        told.Should().HaveCountGreaterThan(5);
        secrets.Should().HaveCountGreaterThan(10);
        told.Should().NotContain(text => secrets.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    [Test]
    public void Texts_of_keys_leave_the_secret_out()
    {
        GcsHmacKey hmac = new("GOOG1EXAMPLE", HmacSecret);
        using V4HmacKey key = new(hmac.AccessId, hmac.Secret, GcsLabels.Hmac);

        hmac.ToString().Should().Be("GOOG1EXAMPLE [secret]");
        key.ToString().Should().Be("GOOG4-HMAC-SHA256 of GOOG1EXAMPLE [secret]");
    }
}
