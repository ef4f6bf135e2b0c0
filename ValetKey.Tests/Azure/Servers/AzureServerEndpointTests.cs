using System.Net;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Keys open at every address that an account has, however it is set.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerEndpointTests : AzureServerTests
{
    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Account_may_stand_in_the_name_of_the_host(Signature signature)
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, signature, options =>
        {
            options.AccountName = Azurite.Account.Name;
            options.BlobServiceUri = Azurite.NamedBlobUrl;
            options.QueueServiceUri = Azurite.NamedQueueUrl;
        })).Issuer;

        SignedUrl key = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        key.Url.Should().StartWith($"https://{Azurite.Account.Name}.storage.localhost:");
        (await TextAsync(key.CreateRequest())).Should().Be("mine");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Clients_may_have_an_address_of_their_own(Signature signature)
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, signature, options => options.PublicBlobUri = Azurite.NamedBlobUrl)).Issuer;

        SignedUrl url = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);
        SignedQuery query = await issuer.IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.List));

        url.Url.Should().StartWith(Azurite.NamedBlobUrl.AbsoluteUri);
        query.BaseUrl.Should().Be($"{Azurite.NamedBlobUrl.AbsoluteUri}{Container}");
        (await TextAsync(url.CreateRequest())).Should().Be("mine");
        (await TextAsync(query.CreateRequest(Permissions.List))).Should().Contain(Neighbour);
    }

    [Test]
    public async Task Queues_may_have_an_address_of_their_own()
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(
            Azurite, Signature.FirstKey, options => options.PublicQueueUri = Azurite.NamedQueueUrl)).Issuer;

        SignedUrl key = await issuer.IssueUrlAsync(KeyScope.ForQueue(Queue), Permissions.Peek);

        key.Url.Should().StartWith(Azurite.NamedQueueUrl.AbsoluteUri);
        (await SendAsync(key.CreateRequest())).Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Container_is_found_behind_the_applications_name(Signature signature)
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, signature, options => options.ContainerNames["Media Files"] = Container)).Issuer;

        SignedUrl key = await issuer.IssueUrlAsync(KeyScope.ForObject("Media Files", Mine), Permissions.Read);

        key.Scope.Container.Should().Be("Media Files");
        (await TextAsync(key.CreateRequest())).Should().Be("mine");
    }

    [Test]
    public async Task Connection_string_says_all()
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, options =>
        {
            options.BlobServiceUri = null;
            options.QueueServiceUri = null;
            options.ConnectionString = $"DefaultEndpointsProtocol=https;AccountName={Azurite.Account.Name};AccountKey={Azurite.Account.Key1};"
                + $"BlobEndpoint={Azurite.BlobUrl};QueueEndpoint={Azurite.QueueUrl};";
        })).Issuer;

        SignedUrl read = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);
        SignedUrl peek = await issuer.IssueUrlAsync(KeyScope.ForQueue(Queue), Permissions.Peek);

        (await TextAsync(read.CreateRequest())).Should().Be("mine");
        (await SendAsync(peek.CreateRequest())).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Slash_at_the_end_of_the_address_does_no_harm()
    {
        IValetKeyIssuer issuer = Keep(AzuriteIssuer.Create(
            Azurite, Signature.FirstKey, options => options.BlobServiceUri = new Uri(Azurite.BlobUrl + "/"))).Issuer;

        SignedUrl key = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await TextAsync(key.CreateRequest())).Should().Be("mine");
    }
}
