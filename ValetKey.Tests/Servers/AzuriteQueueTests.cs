using System.Net;
using Azure;
using Azure.Storage;
using Azure.Storage.Queues.Models;
using Azure.Storage.Sas;

namespace ValetKey.Tests.Servers;

/// <summary>Azurite keeps messages, and checks who asks for them.</summary>
[NonParallelizable]
internal sealed class AzuriteQueueTests : AzuriteTestBase
{
    [Test]
    public async Task Message_is_sent_with_a_sas_and_received_by_the_owner()
    {
        (await SendAsync(Sign(QueueSasPermissions.Add), "sent")).Should().Be(HttpStatusCode.Created);

        QueueMessage[] messages = await Messages.ReceiveMessagesAsync(32);
        messages.Select(message => message.MessageText).Should().Contain("sent");
    }

    [TestCase(QueueSasPermissions.Read)]
    [TestCase(QueueSasPermissions.Update)]
    [TestCase(QueueSasPermissions.Process)]
    public async Task Sas_without_permission_to_add_does_not_send(QueueSasPermissions permissions) =>
        (await SendAsync(Sign(permissions), "refused")).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Sas_opens_its_queue_under_the_name_of_the_account()
    {
        string named = Sign(QueueSasPermissions.Read)
            .Replace(Azurite.QueueUrl.AbsoluteUri, Azurite.NamedQueueUrl.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

        (await StatusOfAsync($"{named}&peekonly=true")).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Altered_signature_is_refused()
    {
        string url = Sign(QueueSasPermissions.Read);
        int signature = url.IndexOf("sig=", StringComparison.Ordinal) + "sig=".Length;
        string altered = url[..signature] + (url[signature] == 'A' ? 'B' : 'A') + url[(signature + 1)..];

        (await StatusOfAsync($"{altered}&peekonly=true")).Should().Be(HttpStatusCode.Forbidden);
    }

    [Test]
    public async Task Request_without_a_signature_is_refused() =>
        (await StatusOfAsync($"{Azurite.QueueUrl}/{Queue}/messages?peekonly=true")).Should().Be(HttpStatusCode.Forbidden);

    [Test]
    public async Task Queues_have_no_delegation_keys()
    {
        QueueGetUserDelegationKeyOptions options = new(TimeProvider.System.GetUtcNow().AddHours(1));

        Func<Task> delegating = () => Azurite.CreateQueues(new AzuriteUser()).GetUserDelegationKeyAsync(options);

        (await delegating.Should().ThrowAsync<RequestFailedException>()).Which.Status.Should().Be(400);
    }

    private string Sign(QueueSasPermissions permissions)
    {
        QueueSasBuilder builder = new(permissions, TimeProvider.System.GetUtcNow().AddMinutes(5)) { QueueName = Queue };
        StorageSharedKeyCredential key = new(Azurite.Account.Name, Azurite.Account.Key1);
        return $"{Azurite.QueueUrl}/{Queue}/messages?{builder.ToSasQueryParameters(key)}";
    }

    private async Task<HttpStatusCode> SendAsync(string url, string text)
    {
        using StringContent message = new($"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>");
        using HttpResponseMessage response = await Azurite.Client.PostAsync(url, message);
        return response.StatusCode;
    }
}
