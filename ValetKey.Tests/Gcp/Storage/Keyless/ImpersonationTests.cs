using Google.Apis.Auth.OAuth2;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>Credentials that cannot sign by themselves, and the account that they need.</summary>
public sealed class ImpersonationTests
{
    private const string Target = "signer@valet-tests.iam.gserviceaccount.com";

    private const string Federated = """
        {"type":"external_account","audience":"//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x",
         "subject_token_type":"urn:ietf:params:oauth:token-type:jwt","token_url":"https://sts.googleapis.com/v1/token",
         "credential_source":{"file":"/no/such/token"}
        """;

    private const string Impersonating =
        Federated + ""","service_account_impersonation_url":"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/"""
        + """signer@valet-tests.iam.gserviceaccount.com:generateAccessToken"}""";

    [Test]
    public async Task A_credential_impersonates_the_account_that_the_options_name()
    {
        FakeGoogleHttp google = new(_ => "");
        CredentialKeySource source = new(
            () => Task.FromResult(TestServiceAccount.Credential.ToGoogleCredential().CreateWithHttpClientFactory(google)), isOurs: false,
            Target, TestSigning.Create());

        V4Key key = await source.GetAsync(CancellationToken.None);

        key.Should().BeOfType<RemoteKey>().Which.Account.Should().Be(Target);
    }

    [Test]
    public void A_federated_file_that_impersonates_is_made_one_that_can_sign()
    {
        CredentialFile.TryParse(Impersonating, out CredentialFile? file).Should().BeNull();

        file!.ToCredential().UnderlyingCredential.Should().BeOfType<ImpersonatedCredential>().Which.TargetPrincipal.Should().Be(Target);
    }

    [Test]
    public void A_federated_credential_that_impersonates_by_itself_cannot_sign()
    {
        GoogleCredential credential = CredentialFactory.FromJson(Impersonating, "external_account");

        CredentialKeys.FaultOf(credential).Should().Contain(nameof(GoogleCloudStorageOptions.CredentialPath));
    }

    [Test]
    public void A_federated_credential_without_an_account_needs_one()
    {
        GoogleCredential credential = CredentialFactory.FromJson(Federated + "}", "external_account");

        CredentialKeys.FaultOf(credential).Should().Contain(nameof(GoogleCloudStorageOptions.ServiceAccount));
        CredentialKeys.Impersonate(credential, Target).UnderlyingCredential.Should().BeOfType<ImpersonatedCredential>();
    }

    [Test]
    public void A_users_credential_needs_an_account() =>
        CredentialKeys.FaultOf(
            CredentialFactory.FromJson("""{"type":"authorized_user","client_id":"1","client_secret":"2","refresh_token":"3"}""", "authorized_user"))
            .Should().Contain("user").And.Contain(nameof(GoogleCloudStorageOptions.ServiceAccount));

    [Test]
    public async Task A_credential_that_cannot_impersonate_is_told()
    {
        await using TestBuckets buckets = new(
            options =>
            {
                options.Credential = GoogleCredential.FromAccessToken("hunter2");
                options.ServiceAccount = Target;
            },
            withAccount: false);

        ValetKeyException refusal = await buckets.RefusalOf(TestBuckets.AskFor(Permissions.Read));

        refusal.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        refusal.Message.Should().Contain($"cannot impersonate {Target}").And.NotContain("hunter2");
    }
}
