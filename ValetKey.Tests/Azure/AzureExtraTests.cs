using ValetKey.Azure;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>What only Azure knows, as it is signed.</summary>
internal sealed class AzureExtraTests
{
    private const string Blob = "object:media/a.txt";

    private static readonly Guid User = new("44444444-4444-4444-4444-444444444444");
    private static readonly Guid Tenant = new("55555555-5555-5555-5555-555555555555");

    [Test]
    public async Task An_encryption_scope_is_signed()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(Blob, Permissions.Create, null, new AzureEncryptionScope("tenant 42")));

        SasText.Value(key.Url, "ses").Should().Be("tenant 42");
    }

    [Test]
    public async Task A_stored_policys_id_is_signed_and_escaped()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(Blob, Permissions.Read, null, new AzureStoredAccessPolicy("a b&c=+/%")));

        key.Url.Should().Contain("&si=a%20b%26c%3D%2B%2F%25&");
    }

    [Test]
    public async Task An_append_blob_is_another_type_of_blob()
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(Blob, Permissions.Create, null, new AzureAppendBlob()));

        key.Headers.Should().Equal(new Dictionary<string, string> { ["x-ms-blob-type"] = "AppendBlob" });
    }

    [Test]
    public async Task An_append_blobs_type_is_signed_with_its_content_type()
    {
        await using TestAccount account = TestAccount.Delegated();

        SignedUrl key = await account.IssueAsync<SignedUrl>(
            TestAccount.Ask(Blob, Permissions.Create, new() { ContentType = "text/plain" }, new AzureAppendBlob()));

        key.Headers["x-ms-blob-type"].Should().Be("AppendBlob");
        SasText.Value(key.Url, "srh").Should().EndWith("x-ms-blob-type");
    }

    [Test]
    public async Task Objects_that_the_application_vouches_for_or_not_are_signed()
    {
        await using TestAccount account = TestAccount.Delegated(options => options.HierarchicalNamespace = true);

        SignedUrl vouched = await account.IssueAsync<SignedUrl>(TestAccount.Ask(Blob, Permissions.Read, null, new AzureAuthorizedObject(User)));
        SignedUrl other = await account.IssueAsync<SignedUrl>(TestAccount.Ask(Blob, Permissions.Read, null, new AzureUnauthorizedObject(User)));

        (SasText.Value(vouched.Url, "saoid"), SasText.Value(vouched.Url, "suoid")).Should().Be((User.ToString(), null));
        (SasText.Value(other.Url, "saoid"), SasText.Value(other.Url, "suoid")).Should().Be((null, User.ToString()));
        SasText.Value(vouched.Url, "sig").Should().NotBe(SasText.Value(other.Url, "sig"));
    }

    [TestCase(Blob)]
    [TestCase("queue:jobs")]
    public async Task A_delegated_user_is_signed_and_the_delegation_key_asked_for_the_users_tenant(string scope)
    {
        FakeDelegation source = FakeDelegation.Until(TestAccount.Start.AddDays(2));
        await using TestAccount account = TestAccount.Delegated(blobs: source, queues: source);
        Permissions permission = scope == Blob ? Permissions.Read : Permissions.Send;

        SignedUrl key = await account.IssueAsync<SignedUrl>(
            TestAccount.Ask(scope, permission, null, new AzureDelegatedUser(User) { TenantId = Tenant }));

        (SasText.Value(key.Url, "sduoid"), SasText.Value(key.Url, "skdutid")).Should().Be((User.ToString(), Tenant.ToString()));
        source.Tenants.Should().Equal(Tenant.ToString());
    }
}
