using System.Net;
using Azure.Storage;
using Azure.Storage.Sas;

namespace ValetKey.Tests.Servers;

/// <summary>Over http Azurite takes a SAS that allows that, and no other.</summary>
[NonParallelizable]
internal sealed class AzuriteHttpTests : AzuriteTestBase
{
    [Test]
    public async Task Sas_for_both_protocols_opens_its_blob() =>
        (await Azurite.Client.GetStringAsync(Sign(SasProtocol.HttpsAndHttp))).Should().Be("mine");

    [Test]
    public async Task Sas_for_https_alone_is_refused() =>
        (await StatusOfAsync(Sign(SasProtocol.Https))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Server_has_nothing_of_the_one_over_https()
    {
        Azurite other = await Azurite.RequireAsync();

        other.Account.Should().NotBe(Azurite.Account);
        other.BlobUrl.Should().NotBe(Azurite.BlobUrl);
    }

    protected override Task<Azurite> StartAsync() => Azurite.RequirePlainAsync();

    private string Sign(SasProtocol protocol)
    {
        BlobSasBuilder builder = new(BlobSasPermissions.Read, TimeProvider.System.GetUtcNow().AddMinutes(5))
        {
            BlobContainerName = Container,
            BlobName = Mine,
            Resource = "b",
            Protocol = protocol,
        };
        return $"{UrlOf(Mine)}?{builder.ToSasQueryParameters(new StorageSharedKeyCredential(Azurite.Account.Name, Azurite.Account.Key1))}";
    }
}
