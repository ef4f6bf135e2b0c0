using System.Net;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>An application that has clients for the emulator by Azure's own registration, and says of it only that it is the emulator.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerClientTests : AzureServerTests
{
    [Test]
    public async Task Its_client_asks_for_the_delegation_key_and_keys_open_their_blob_alone()
    {
        AzuriteUser user = new();
        await using ServiceProvider services = With(Azurite.CreateBlobs(user));
        IValetKeyIssuer issuer = services.GetRequiredService<IValetKeyIssuer>();
        string name = NewName();

        SignedUrl write = await issuer.IssueUrlAsync(Blob(name), Permissions.Write);
        SignedUrl read = await issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await PutToAsync(write.Url, "written")).Should().Be(HttpStatusCode.Created);
        (await ContentOfAsync(name)).Should().Be("written");
        SasMisuse.ValueOf(read, "skoid").Should().Be(user.ObjectId);
        (await StatusOfAsync(read.Url)).Should().Be(HttpStatusCode.OK);
        (await StatusOfAsync(read.Url.Replace(Mine, Neighbour, StringComparison.Ordinal))).Should().Be(Refused);
        (await PutToAsync(read.Url, "changed")).Should().Be(Refused);
    }

    [Test]
    public async Task A_client_whose_tokens_are_for_another_service_gets_no_key()
    {
        await using ServiceProvider services = With(Azurite.CreateBlobs(new AzuriteUser { Audience = "https://graph.microsoft.com" }));

        Func<Task> issuing = () => services.GetRequiredService<IValetKeyIssuer>().IssueUrlAsync(Blob(Mine), Permissions.Read).AsTask();

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Message.Should().Contain("The client is the application's own");
    }

    private static ServiceProvider With(BlobServiceClient client)
    {
        ServiceCollection services = [];
        services.AddAzureClients(clients => clients.AddClient<BlobServiceClient, BlobClientOptions>(_ => client).WithName("azurite"));
        services.AddValetKey().AddAzureStorage("azurite", options => options.UseEmulator = true);
        return services.BuildServiceProvider();
    }
}
