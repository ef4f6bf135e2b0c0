using Google.Apis.Auth.OAuth2;
using Google.Cloud.Storage.V1;
using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage;

/// <summary>What signs is told wrong at start, with its field and never with a fragment of it.</summary>
public sealed class GcsCredentialOptionsTests : GcsOptionsTestBase
{
    [Test]
    public void Two_credentials_are_one_too_many() => Only(options =>
    {
        options.CredentialJson = TestServiceAccount.Json;
        options.HmacKey = new GcsHmacKey("GOOG1EXAMPLE", Hidden);
    }).Should().Be("CredentialJson, HmacKey are set; set one of them.");

    [TestCase("", "is no JSON")]
    [TestCase("hunter2", "is no JSON")]
    [TestCase("[\"hunter2\"]", "holds no credential: *")]
    [TestCase("{\"private_key\":\"hunter2\"}", "holds no credential: *")]
    [TestCase("{\"type\":3}", "holds no credential: *")]
    [TestCase("{\"type\":\"hunter2\"}", "holds a credential of which Google's library can make nothing (*)")]
    [TestCase("{\"type\":\"authorized_user\",\"client_secret\":\"hunter2\"}", "holds a credential of which Google's library can make nothing (*)")]
    [TestCase("{\"type\":\"service_account\",\"private_key\":\"hunter2\"}", "holds a service account without its client_email")]
    [TestCase("{\"type\":\"service_account\",\"client_email\":\"hunter2\",\"private_key\":\"hunter2\"}",
        "holds a service account without its client_email")]
    [TestCase("{\"type\":\"service_account\",\"client_email\":\"a@b\"}", "holds a service account without its private_key")]
    [TestCase("{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"hunter2\"}", "holds a private_key that is none: *")]
    public void A_credential_in_json_is_one_that_can_be_read(string json, string fault) => Only(options => options.CredentialJson = json).Should()
        .Match($"CredentialJson {fault}.").And.NotContain(Hidden);

    [Test]
    public void A_private_key_that_is_cut_off_is_told_without_a_fragment_of_it()
    {
        string cut = TestServiceAccount.Pem.Remove(300, 400);

        string fault = Only(options => options.CredentialJson = TestServiceAccount.JsonWith(cut));

        fault.Should().StartWith("CredentialJson holds a private_key that is none");
        TestServiceAccount.Pem.Split('\n').Where(line => line.Length > 20 && !line.StartsWith('-'))
            .Should().NotContain(line => fault.Contains(line.Substring(0, 20)));
    }

    [Test]
    public void A_path_that_holds_the_credential_itself_is_not_repeated() =>
        Only(options => options.CredentialPath = TestServiceAccount.Json).Should()
        .Be("CredentialPath holds the secret itself; that belongs into CredentialJson.");

    [TestCase("/no/such/file.json", "CredentialPath is '/no/such/file.json', which cannot be read (*NotFoundException).")]
    [TestCase("", "CredentialPath is '', which cannot be read (ArgumentException).")]
    public void A_credential_file_can_be_read(string path, string fault) => Only(options => options.CredentialPath = path).Should().Match(fault);

    [Test]
    public void A_credential_file_is_named_and_its_content_is_not_repeated()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"private_key\":\"hunter2\"}");

            Only(options => options.CredentialPath = path)
                .Should().StartWith($"CredentialPath is '{path}', whose content holds a private_key that is none")
                .And.NotContain(Hidden);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestCase("GOOG1EXAMPLE", "hunter2 ")]
    [TestCase("GOOG1EXAMPLE", "")]
    [TestCase("", "hunter2")]
    [TestCase("GOOG1\n", "hunter2")]
    public void An_hmac_key_is_plain(string id, string secret) => Only(options => options.HmacKey = new GcsHmacKey(id, secret)).Should()
        .StartWith("HmacKey has an access id or a secret that is empty or holds a space").And.NotContain(Hidden);

    [Test]
    public void A_blob_signer_has_an_account() =>
        Only(options => options.BlobSigner = TestServiceAccount.Credential)
            .Should().Be("BlobSigner is set and ServiceAccount is not; keys bear the account that signs.");

    [Test]
    public void An_hmac_key_has_an_account_of_its_own() => Only(options =>
    {
        options.HmacKey = new GcsHmacKey("GOOG1EXAMPLE", Hidden);
        options.ServiceAccount = TestServiceAccount.Email;
    }).Should().Be("ServiceAccount does not go with HmacKey, which has an account of its own.");

    [Test]
    public void A_url_signer_has_an_account_of_its_own() => Only(options =>
    {
        options.UrlSigner = UrlSigner.FromCredential(TestServiceAccount.Credential);
        options.ServiceAccount = TestServiceAccount.Email;
    }).Should().Be("ServiceAccount does not go with UrlSigner, which has an account of its own.");

    [Test]
    public void A_url_signer_beside_a_credential_is_one_too_many() => Only(options =>
    {
        options.UrlSigner = UrlSigner.FromCredential(TestServiceAccount.Credential);
        options.Credential = TestServiceAccount.Credential.ToGoogleCredential();
    }).Should().Be("Credential, UrlSigner are set; set one of them.");

    [TestCase("uploads")]
    [TestCase("@b")]
    [TestCase("a@")]
    [TestCase("a b@c")]
    public void A_service_account_is_an_address(string account) => Only(options => options.ServiceAccount = account).Should()
        .Be($"ServiceAccount is '{account}'; it must be a service account's e-mail address, such as uploads@project.iam.gserviceaccount.com.");

    [Test]
    public void A_credential_that_cannot_sign_is_told_at_start() =>
        Only(options => options.Credential = GoogleCredential.FromAccessToken(Hidden)).Should()
        .Be("Credential is of the type AccessTokenCredential, which cannot sign; use a service account's, an impersonated or a compute credential.");
}
