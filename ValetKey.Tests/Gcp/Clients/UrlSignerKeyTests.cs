using System.Text.Json;
using Google.Cloud.Storage.V1;
using ValetKey.Gcp;
using ValetKey.Gcp.Clients;
using ValetKey.Gcp.Credentials;
using ValetKey.Gcp.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Aws.S3;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Gcp.Clients;

/// <summary>
/// Generated grants: the keys of the application's own <see cref="UrlSigner"/> are those of the service account behind it, where both sign at one
/// moment.
/// </summary>
public sealed class UrlSignerKeyTests
{
    private const int CasesPerSeed = 100;

    private static readonly UrlSigner Signer = UrlSigner.FromCredential(TestServiceAccount.Credential);

    private static FixedKeySource Account => new(new V4RsaKey(TestServiceAccount.Email, TestServiceAccount.Key, GcsLabels.Rsa));

    [Test]
    public async Task Urls_are_those_of_the_account([Range(41, 42)] int seed)
    {
        UrlCaseGenerator generate = new(seed);
        int listingsAtOwnHosts = 0;
        for (int i = 0; i < CasesPerSeed; i++)
        {
            BucketCase drawn = new(generate);
            KeyGrant grant = Grants.Of(drawn.Scope, drawn.Permission, drawn.Start, drawn.Length,
                constraints: drawn.Constraints, extras: drawn.Extras);
            using GcsKeySigner ours = new(drawn.Options, Account);
            using GcsKeySigner theirs = Of(drawn.Options, drawn.Start);
            if (drawn.Path == "/")
            {
                listingsAtOwnHosts++;
                await ExpectUnsupported(theirs, grant, "UrlSigner cannot sign the listing of a bucket at a host of its own, as https://*");
                continue;
            }

            SignedUrl url = (SignedUrl)await theirs.SignAsync(grant, CancellationToken.None);

            url.Should().BeEquivalentTo(await ours.SignAsync(grant, CancellationToken.None), "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
        }

        listingsAtOwnHosts.Should().BePositive();
    }

    [Test]
    public async Task Forms_are_those_of_the_account_but_for_the_order_of_the_conditions([Range(51, 52)] int seed)
    {
        UrlCaseGenerator generate = new(seed);
        for (int i = 0; i < CasesPerSeed; i++)
        {
            FormCase drawn = new(generate);
            KeyGrant grant =
                Grants.Of(drawn.Scope, Permissions.Write, drawn.Start, drawn.Length, KeyForm.SignedForm, drawn.Constraints, drawn.Extras);
            using GcsKeySigner ours = new(new(), Account);
            using GcsKeySigner theirs = Of(new(), drawn.Start);

            SignedForm expected = (SignedForm)await ours.SignAsync(grant, CancellationToken.None);
            SignedForm form = (SignedForm)await theirs.SignAsync(grant, CancellationToken.None);

            form.Should().BeEquivalentTo(expected, options => options.Excluding(key => key.Fields), "case {0} of seed {1}", i, seed);
            form.Fields.Where(IsPlain).Should().BeEquivalentTo(expected.Fields.Where(IsPlain), "case {0} of seed {1}", i, seed);
            RulesOf(form).Should().Equal(RulesOf(expected), "case {0} of seed {1}: {2}", i, seed, drawn.Scope);
        }
    }

    [TestCase("https://media.example:8443/d%C3%B6ne?a=%26&b=+")]
    [TestCase("https://app.example/${filename}")]
    public async Task A_redirect_stays_as_it_is_written(string redirect)
    {
        KeyGrant grant = Grants.Of(KeyScope.ForObject("pictures", "a.png"), Permissions.Write, form: KeyForm.SignedForm,
            extras: [new FormSuccess(new Uri(redirect))]);
        using GcsKeySigner ours = new(new(), Account);
        using GcsKeySigner theirs = Of(new(), Grants.Start);

        SignedForm form = (SignedForm)await theirs.SignAsync(grant, CancellationToken.None);

        form.Fields["success_action_redirect"].Should().Be(new Uri(redirect).AbsoluteUri);
        RulesOf(form).Should().Equal(RulesOf((SignedForm)await ours.SignAsync(grant, CancellationToken.None)));
    }

    [TestCase("https://files.example:443", GcsUrlStyle.Path)]
    [TestCase("https://files.example:8443", GcsUrlStyle.VirtualHosted)]
    [TestCase("http://[::1]:9000", GcsUrlStyle.Path)]
    [TestCase("https://dateien.m\u00fcller.example", GcsUrlStyle.VirtualHosted)]
    public async Task Hosts_and_ports_are_those_of_the_settings(string url, GcsUrlStyle style)
    {
        GoogleCloudStorageOptions options = new() { PublicUrl = new Uri(url), UrlStyle = style };
        KeyGrant grant = Grants.Of(KeyScope.ForObject("pictures", "a.png"), Permissions.Read);
        KeyGrant form = Grants.Of(KeyScope.ForObject("pictures", "a.png"), Permissions.Write, form: KeyForm.SignedForm);
        using GcsKeySigner ours = new(options, Account);
        using GcsKeySigner theirs = Of(options, Grants.Start);

        (await theirs.SignAsync(grant, CancellationToken.None)).Should().BeEquivalentTo(await ours.SignAsync(grant, CancellationToken.None));
        (await theirs.SignAsync(form, CancellationToken.None)).Should().BeOfType<SignedForm>()
            .Which.Url.Should().Be(((SignedForm)await ours.SignAsync(form, CancellationToken.None)).Url);
    }

    private static GcsKeySigner Of(GoogleCloudStorageOptions options, DateTimeOffset now) =>
        new(options, new ApplicationUrlSigner(Signer.At(now), TestSigning.Create()));

    private static async Task ExpectUnsupported(GcsKeySigner signer, KeyGrant grant, string message)
    {
        Func<Task> sign = async () => await signer.SignAsync(grant, CancellationToken.None);
        (await sign.Should().ThrowExactlyAsync<ValetKeyException>().WithMessage(message)).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    private static bool IsPlain(KeyValuePair<string, string> field) => field.Key is not ("policy" or "x-goog-signature");

    private static IEnumerable<string> RulesOf(SignedForm form)
    {
        JsonElement policy = JsonDocument.Parse(Convert.FromBase64String(form.Fields["policy"])).RootElement;
        return policy.GetProperty("conditions").EnumerateArray().Select(rule => rule.GetRawText()).Order(StringComparer.Ordinal)
            .Append(policy.GetProperty("expiration").GetRawText());
    }
}
