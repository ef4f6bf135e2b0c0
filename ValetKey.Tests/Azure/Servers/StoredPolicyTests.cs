using System.Net;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>A key that names a stored access policy ends with it.</summary>
/// <remarks>
/// A policy of Azure's has to leave out what the key says itself. Azurite takes times and permissions from the policy alone, so that here it repeats
/// them. For queues Azurite takes no token that says anything itself, and a percent sign in a policy's name confuses it.
/// </remarks>
[Parallelizable(ParallelScope.All)]
internal sealed class StoredPolicyTests : AzureServerTests
{
    private const string Policy = "2026 Q4/käse";
    private const string PlainPolicy = "policy-1";

    [TestCase(PlainPolicy)]
    [TestCase("policy & co = +/1")]
    public async Task Url_ends_with_its_policy(string policy)
    {
        BlobContainerClient container = await CreateContainerAsync(policy);
        SignedUrl key = await IssueAsync(container, policy);

        HttpStatusCode before = await StatusOfAsync(key.Url);
        await container.SetAccessPolicyAsync(permissions: []);
        HttpStatusCode after = await StatusOfAsync(key.Url);

        before.Should().Be(HttpStatusCode.OK);
        after.Should().Be(Refused);
    }

    [Test]
    public async Task Url_ends_when_its_policy_is_renamed()
    {
        BlobContainerClient container = await CreateContainerAsync(PlainPolicy);
        SignedUrl key = await IssueAsync(container, PlainPolicy);

        await container.SetAccessPolicyAsync(permissions: [BlobPolicy("policy-2")]);

        (await StatusOfAsync(key.Url)).Should().Be(Refused);
    }

    [Test]
    public async Task Url_of_an_unknown_policy_is_refused()
    {
        BlobContainerClient container = await CreateContainerAsync(PlainPolicy);
        SignedUrl key = await IssueAsync(container, "policy-2");

        (await StatusOfAsync(key.Url)).Should().Be(Refused);
    }

    [Test]
    public async Task Policy_of_another_container_does_not_count()
    {
        await CreateContainerAsync("policy-other");
        BlobContainerClient container = await CreateContainerAsync(PlainPolicy);
        SignedUrl key = await IssueAsync(container, "policy-other");

        (await StatusOfAsync(key.Url)).Should().Be(Refused);
    }

    [TestCase("si", true)]
    [TestCase("si", false)]
    public async Task Name_of_the_policy_is_bound(string parameter, bool isDropped)
    {
        BlobContainerClient container = await CreateContainerAsync(PlainPolicy, PlainPolicy + "x");
        SignedUrl key = await IssueAsync(container, PlainPolicy);

        string url = isDropped ? SasMisuse.Drop(key.Url, parameter) : SasMisuse.Alter(key.Url, parameter);

        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(url)).Should().Be(Refused);
    }

    [Test]
    public async Task Name_beyond_ASCII_is_not_issued()
    {
        Func<Task> issuing = async () => await IssueAsync(Blobs, Policy);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
    }

    [Test]
    public async Task Delegation_knows_no_policies()
    {
        KeyRequest request = new(Blob(Mine), Permissions.Read) { Extras = [new AzureStoredAccessPolicy(PlainPolicy)] };

        Func<Task> issuing = async () => await IssuerOf(Signature.Delegation).IssueAsync(request);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    private static BlobSignedIdentifier BlobPolicy(string id)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return new()
        {
            Id = id,
            AccessPolicy = new() { PolicyStartsOn = now.AddHours(-1), PolicyExpiresOn = now.AddHours(1), Permissions = "r" },
        };
    }

    private async Task<BlobContainerClient> CreateContainerAsync(params string[] policies)
    {
        BlobContainerClient container = Azurite.CreateBlobs().GetBlobContainerClient($"policies-{Guid.NewGuid():n}");
        await container.CreateAsync();
        await container.UploadBlobAsync("object", BinaryData.FromString("stored"));
        await container.SetAccessPolicyAsync(permissions: policies.Select(BlobPolicy));
        return container;
    }

    private async Task<SignedUrl> IssueAsync(BlobContainerClient container, string policy) => await IssuerOf(Signature.FirstKey).IssueUrlAsync(
        new KeyRequest(KeyScope.ForObject(container.Name, "object"), Permissions.Read) { Extras = [new AzureStoredAccessPolicy(policy)] });
}
