using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>What signs for each kind of credential, through Google's own library.</summary>
public sealed class CredentialTests
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
    public async Task A_service_accounts_key_signs_here()
    {
        await using TestBuckets buckets = With(TestAccount.Credential.ToGoogleCredential());

        await ExpectSignedBy(buckets, TestAccount.Email);
    }

    [Test]
    public async Task An_impersonated_account_signs_through_iam()
    {
        FakeGoogle google = new(SignatureOf);
        GoogleCredential source = TestAccount.Credential.ToGoogleCredential().CreateWithHttpClientFactory(google);
        await using TestBuckets buckets =
            With(source.Impersonate(new ImpersonatedCredential.Initializer(Target)).CreateWithHttpClientFactory(google));

        await ExpectSignedBy(buckets, Target);

        google.Requests.Should().Contain($"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{Target}:signBlob");
    }

    [Test]
    public async Task A_credential_impersonates_the_account_that_the_options_name()
    {
        FakeGoogle google = new(SignatureOf);
        CredentialKeySource source = new(
            () => Task.FromResult(TestAccount.Credential.ToGoogleCredential().CreateWithHttpClientFactory(google)), isOurs: false,
            Target, TestSigning.Create());

        V4Key key = await source.GetAsync(CancellationToken.None);

        key.Should().BeOfType<RemoteKey>().Which.Account.Should().Be(Target);
    }

    [Test]
    public async Task A_compute_credential_signs_through_iam_in_the_name_of_its_account()
    {
        FakeGoogle google = new(SignatureOf);
        ComputeCredential compute = new(new ComputeCredential.Initializer { HttpClientFactory = google });
        await using TestBuckets buckets = With(compute.ToGoogleCredential().CreateWithUniverseDomain("googleapis.com"));

        await ExpectSignedBy(buckets, FakeGoogle.ComputeEmail);

        google.Requests.Should().Contain($"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{FakeGoogle.ComputeEmail}:signBlob");
    }

    [Test]
    public async Task An_own_signer_signs_in_the_name_that_the_options_give()
    {
        await using TestBuckets buckets = new(
            options =>
            {
                options.BlobSigner = TestAccount.Credential;
                options.ServiceAccount = Target;
            },
            withAccount: false);

        await ExpectSignedBy(buckets, Target);
    }

    [Test]
    public async Task Forms_are_signed_elsewhere_too()
    {
        await using TestBuckets buckets = new(
            options =>
            {
                options.BlobSigner = TestAccount.Credential;
                options.ServiceAccount = TestAccount.Email;
            },
            withAccount: false);
        await using TestBuckets here = new();
        KeyRequest request = TestBuckets.AskFor(Permissions.Write) with { Form = KeyForm.SignedForm };

        SignedForm form = await buckets.IssueAsync<SignedForm>(request);

        form.Fields.Should().BeEquivalentTo((await here.IssueAsync<SignedForm>(request)).Fields);
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

    [Test]
    public async Task A_credential_is_looked_for_once_for_all_and_again_after_a_failure()
    {
        int searches = 0;
        FakeTimeProvider time = new();
        using CredentialKeySource source = new(
            () => ++searches == 1
                ? Task.FromException<GoogleCredential>(new InvalidOperationException("hunter2"))
                : Task.FromResult(TestAccount.Credential.ToGoogleCredential()),
            isOurs: true,
            null,
            TestSigning.Create(time));

        Func<Task> first = () => source.GetAsync(CancellationToken.None).AsTask();
        ValetKeyException fault = (await first.Should().ThrowAsync<ValetKeyException>()).Which;
        await first.Should().ThrowAsync<ValetKeyException>("there is a pause after a failure");
        time.Advance(fault.RetryAfter!.Value);
        V4Key[] keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => source.GetAsync(CancellationToken.None).AsTask()));

        (fault.Reason, fault.IsTransient).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true));
        fault.Message.Should().Contain("GOOGLE_APPLICATION_CREDENTIALS").And.NotContain("hunter2");
        keys.Distinct().Should().ContainSingle();
        searches.Should().Be(2);
    }

    [Test]
    public async Task A_credential_file_signs()
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, TestAccount.Json);
            await using TestBuckets buckets = new(options => options.CredentialPath = path, withAccount: false);

            await ExpectSignedBy(buckets, TestAccount.Email);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static TestBuckets With(GoogleCredential credential) => new(options => options.Credential = credential, withAccount: false);

    /// <summary>The key of every account is the one test key, so that the signature can be told.</summary>
    private static async Task ExpectSignedBy(TestBuckets buckets, string account)
    {
        GoogleV4 google = GoogleV4.WithServiceAccount() with { Account = account };

        SignedUrl key = await buckets.IssueAsync<SignedUrl>(TestBuckets.AskFor(Permissions.Read));

        key.Url.Should().Be(google.UrlOf(
            "GET",
            "https://storage.googleapis.com",
            "/pictures/a/b.png",
            new Dictionary<string, string>(),
            new Dictionary<string, string>(),
            TestBuckets.Start.AddMinutes(-5),
            TimeSpan.FromMinutes(20)));
    }

    private static string SignatureOf(string body)
    {
        using JsonDocument request = JsonDocument.Parse(body);
        byte[] blob = request.RootElement.GetProperty("payload").GetBytesFromBase64();
        return Convert.ToBase64String(TestAccount.Key.SignData(blob, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
