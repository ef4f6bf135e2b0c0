using System.Net;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace ValetKey.Tests.Servers;

/// <summary>Azurite stores, and checks who asks: without that, no test that stands on it proves anything.</summary>
[NonParallelizable]
internal sealed class AzuriteTests : AzuriteTestBase
{
    [Test]
    public async Task Blob_is_put_read_and_deleted()
    {
        await PutAsync("a", "content");
        (await ReadAsync("a")).Should().Be("content");
        await Blobs.DeleteBlobAsync("a");

        Func<Task> readAgain = () => ReadAsync("a");
        (await readAgain.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(404);
    }

    [Test]
    public async Task Request_without_a_signature_is_refused() =>
        (await StatusOfAsync(UrlOf(Mine))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Sas_opens_its_blob() =>
        (await Azurite.Client.GetStringAsync(Sign(Mine))).Should().Be("mine");

    [Test]
    public async Task Sas_opens_its_blob_under_the_name_of_the_account()
    {
        string named = Sign(Mine).Replace(Azurite.BlobUrl.AbsoluteUri, Azurite.NamedBlobUrl.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

        named.Should().StartWith($"https://{Azurite.Account.Name}.storage.localhost:");
        (await Azurite.Client.GetStringAsync(named)).Should().Be("mine");
    }

    [Test]
    public async Task Sas_signed_with_the_second_key_opens_its_blob() =>
        (await Azurite.Client.GetStringAsync(Sign(Mine, Azurite.Account.Key2))).Should().Be("mine");

    [Test]
    public async Task Sas_signed_with_a_strange_key_is_refused() =>
        (await StatusOfAsync(Sign(Mine, AzuriteAccount.CreateKey()))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Altered_signature_is_refused()
    {
        string url = Sign(Mine);
        int signature = url.IndexOf("sig=", StringComparison.Ordinal) + "sig=".Length;
        string altered = url[..signature] + (url[signature] == 'A' ? 'B' : 'A') + url[(signature + 1)..];

        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Url_altered_to_open_the_neighbour_is_refused()
    {
        string altered = Sign(Mine).Replace($"/{Mine}?", $"/{Neighbour}?", StringComparison.Ordinal);

        altered.Should().Contain(Neighbour);
        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Sas_that_reads_does_not_write()
    {
        (await PutToAsync(Sign(Mine), "altered")).Should().Be(HttpStatusCode.Forbidden);

        (await ReadAsync(Mine)).Should().Be("mine");
    }

    [Test]
    public async Task Sas_that_creates_does_not_overwrite()
    {
        string url = Sign("created", permissions: BlobSasPermissions.Create);

        (await PutToAsync(url, "first")).Should().Be(HttpStatusCode.Created);
        (await PutToAsync(url, "second")).Should().Be(HttpStatusCode.Forbidden);
        (await ReadAsync("created")).Should().Be("first");
    }

    [Test]
    public async Task Sas_of_the_future_is_refused() =>
        (await StatusOfAsync(Sign(Mine, delay: TimeSpan.FromMinutes(2)))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Expired_sas_is_refused() =>
        (await StatusOfAsync(Sign(Mine, lifetime: TimeSpan.FromSeconds(-1)))).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Sas_of_a_user_delegation_key_opens_its_blob()
    {
        AzuriteUser user = new();

        string url = await DelegateAsync(user, Mine);

        url.Should().Contain($"skoid={user.ObjectId}").And.Contain($"sktid={user.TenantId}");
        (await Azurite.Client.GetStringAsync(url)).Should().Be("mine");
    }

    [Test]
    public async Task Sas_of_a_user_delegation_key_does_not_open_the_neighbour()
    {
        string altered = (await DelegateAsync(new AzuriteUser(), Mine)).Replace($"/{Mine}?", $"/{Neighbour}?", StringComparison.Ordinal);

        altered.Should().Contain(Neighbour);
        (await StatusOfAsync(altered)).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task User_with_a_token_for_somebody_else_gets_no_delegation_key()
    {
        Func<Task> delegating = () => DelegateAsync(new AzuriteUser { Audience = "https://graph.microsoft.com" }, Mine);

        (await delegating.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().BeOneOf(401, 403);
    }

    private string Sign(
        string name, string? key = null, BlobSasPermissions permissions = BlobSasPermissions.Read, TimeSpan? lifetime = null, TimeSpan? delay = null)
    {
        BlobSasBuilder builder = CreateBuilder(name, permissions, lifetime ?? TimeSpan.FromMinutes(5));
        builder.StartsOn = delay is { } wait ? TimeProvider.System.GetUtcNow() + wait : default;
        return $"{UrlOf(name)}?{builder.ToSasQueryParameters(new StorageSharedKeyCredential(Azurite.Account.Name, key ?? Azurite.Account.Key1))}";
    }

    private async Task<string> DelegateAsync(AzuriteUser user, string name)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        UserDelegationKey key = await Azurite.CreateBlobs(user).GetUserDelegationKeyAsync(
            new BlobGetUserDelegationKeyOptions(now.AddHours(1)) { StartsOn = now.AddMinutes(-1) });
        BlobSasBuilder builder = CreateBuilder(name, BlobSasPermissions.Read, TimeSpan.FromMinutes(5));
        return $"{UrlOf(name)}?{builder.ToSasQueryParameters(key, Azurite.Account.Name)}";
    }

    private BlobSasBuilder CreateBuilder(string name, BlobSasPermissions permissions, TimeSpan lifetime) =>
        new(permissions, TimeProvider.System.GetUtcNow() + lifetime) { BlobContainerName = Container, BlobName = name, Resource = "b" };
}
