using System.Security.Cryptography;
using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Storage.Support;

namespace ValetKey.Tests.Gcp.Storage.Keyless;

/// <summary>What signs for each kind of credential, through Google's own library.</summary>
public sealed class CredentialTests
{
    private const string Target = "signer@valet-tests.iam.gserviceaccount.com";

    [Test]
    public async Task A_service_accounts_key_signs_here()
    {
        await using TestBuckets buckets = With(TestServiceAccount.Credential.ToGoogleCredential());

        await ExpectSignedBy(buckets, TestServiceAccount.Email);
    }

    [Test]
    public async Task An_impersonated_account_signs_through_iam()
    {
        FakeGoogleHttp google = new(SignatureOf);
        GoogleCredential source = TestServiceAccount.Credential.ToGoogleCredential().CreateWithHttpClientFactory(google);
        await using TestBuckets buckets =
            With(source.Impersonate(new ImpersonatedCredential.Initializer(Target)).CreateWithHttpClientFactory(google));

        await ExpectSignedBy(buckets, Target);

        google.Requests.Should().Contain($"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{Target}:signBlob");
    }

    [Test]
    public async Task A_compute_credential_signs_through_iam_in_the_name_of_its_account()
    {
        FakeGoogleHttp google = new(SignatureOf);
        ComputeCredential compute = new(new ComputeCredential.Initializer { HttpClientFactory = google });
        await using TestBuckets buckets = With(compute.ToGoogleCredential().CreateWithUniverseDomain("googleapis.com"));

        await ExpectSignedBy(buckets, FakeGoogleHttp.ComputeEmail);

        google.Requests
            .Should().Contain($"https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{FakeGoogleHttp.ComputeEmail}:signBlob");
    }

    [Test]
    public async Task An_own_signer_signs_in_the_name_that_the_options_give()
    {
        await using TestBuckets buckets = new(
            options =>
            {
                options.BlobSigner = TestServiceAccount.Credential;
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
                options.BlobSigner = TestServiceAccount.Credential;
                options.ServiceAccount = TestServiceAccount.Email;
            },
            withAccount: false);
        await using TestBuckets here = new();
        KeyRequest request = TestBuckets.AskFor(Permissions.Write) with { Form = KeyForm.SignedForm };

        SignedForm form = await buckets.IssueAsync<SignedForm>(request);

        form.Fields.Should().BeEquivalentTo((await here.IssueAsync<SignedForm>(request)).Fields);
    }

    [Test]
    public async Task A_credential_is_looked_for_once_for_all_and_again_after_a_failure()
    {
        int searches = 0;
        FakeTimeProvider time = new();
        using CredentialKeySource source = new(
            () => ++searches == 1
                ? Task.FromException<GoogleCredential>(new InvalidOperationException("hunter2"))
                : Task.FromResult(TestServiceAccount.Credential.ToGoogleCredential()),
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
            await File.WriteAllTextAsync(path, TestServiceAccount.Json);
            await using TestBuckets buckets = new(options => options.CredentialPath = path, withAccount: false);

            await ExpectSignedBy(buckets, TestServiceAccount.Email);
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
        return Convert.ToBase64String(TestServiceAccount.Key.SignData(blob, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
