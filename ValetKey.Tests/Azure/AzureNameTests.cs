using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using ValetKey.Azure;
using ValetKey.Azure.Signing;
using ValetKey.Tests.Azure.Sdk;
using ValetKey.Tests.Azure.Support;

namespace ValetKey.Tests.Azure;

/// <summary>Azure's rules for names, and the names that its SDK would change.</summary>
internal sealed class AzureNameTests
{
    [TestCase("ab")]
    [TestCase("Media")]
    [TestCase("my_media")]
    [TestCase("-media")]
    [TestCase("media-")]
    [TestCase("my--media")]
    [TestCase("my.media")]
    [TestCase("médias")]
    [TestCase("$other")]
    [TestCase("medi\u0660")]
    [TestCase("0123456789012345678901234567890123456789012345678901234567890123")]
    public async Task A_wrong_name_of_a_container_or_queue_is_refused(string name)
    {
        await using TestAccount account = TestAccount.WithKey();

        ValetKeyException container = await account.RefusalOf(TestAccount.Ask(KeyScope.ForContainer(name), Permissions.Read));
        ValetKeyException queue = await account.RefusalOf(TestAccount.Ask(KeyScope.ForQueue(name), Permissions.Send));

        (container.Reason, queue.Reason).Should().Be((ValetKeyErrorReason.InvalidRequest, ValetKeyErrorReason.InvalidRequest));
        container.Message.Should().StartWith($"The container '{name}' is no container's name: 3 to 63 lower-case letters");
        queue.Message.Should().StartWith($"The queue '{name}' is no queue's name: 3 to 63 lower-case letters");
    }

    [TestCase("abc")]
    [TestCase("0-9")]
    [TestCase("$root")]
    [TestCase("$web")]
    [TestCase("$logs")]
    [TestCase("012345678901234567890123456789012345678901234567890123456789012")]
    public async Task A_containers_name_is_taken(string name)
    {
        await using TestAccount account = TestAccount.WithKey();

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask(KeyScope.ForObject(name, "a"), Permissions.Read));

        key.Url.Should().StartWith($"https://contoso.blob.core.windows.net/{name}/a?");
    }

    [TestCase("$root")]
    public async Task No_queue_has_a_systems_name(string name)
    {
        await using TestAccount account = TestAccount.WithKey();

        (await account.RefusalOf(TestAccount.Ask(KeyScope.ForQueue(name), Permissions.Send))).Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
    }

    [TestCase("a.")]
    [TestCase("a./b")]
    [TestCase("a/b.")]
    [TestCase("a/.../b")]
    public async Task A_segment_that_ends_in_a_dot_is_refused(string name)
    {
        await using TestAccount account = TestAccount.WithKey(options => options.HierarchicalNamespace = true);

        ValetKeyException blob = await account.RefusalOf(TestAccount.Ask(KeyScope.ForObject("media", name), Permissions.Read));
        ValetKeyException directory = await account.RefusalOf(TestAccount.Ask(KeyScope.ForPrefix("media", name + "/"), Permissions.Read));

        blob.Message.Should().Be($"The name in object:media/{name} has a segment that ends in a dot, which Azure may drop.");
        directory.Message.Should().Be($"The name in prefix:media/{name}/ has a segment that ends in a dot, which Azure may drop.");
    }

    [TestCase(254, true)]
    [TestCase(255, false)]
    public async Task A_name_has_254_segments_at_most(int segments, bool isTaken)
    {
        string name = string.Join('/', Enumerable.Repeat("a", segments));
        await using TestAccount account = TestAccount.WithKey(options => options.HierarchicalNamespace = true);

        foreach (KeyScope scope in (KeyScope[])[KeyScope.ForObject("media", name), KeyScope.ForPrefix("media", name + "/")])
        {
            Func<Task> issue = () => account.IssueAsync(TestAccount.Ask(scope, Permissions.Read));

            if (isTaken)
            {
                await issue.Should().NotThrowAsync();
            }
            else
            {
                await issue.Should().ThrowAsync<ValetKeyException>().WithMessage("*has 255 segments; the most is 254.");
            }
        }
    }

    [TestCase("a//b/")]
    [TestCase("a//")]
    public async Task A_directory_with_an_empty_segment_is_refused(string prefix)
    {
        await using TestAccount account = TestAccount.WithKey(options => options.HierarchicalNamespace = true);

        (await account.RefusalOf(TestAccount.Ask(KeyScope.ForPrefix("media", prefix), Permissions.Read))).Message
            .Should().Be($"The name in prefix:media/{prefix} has an empty segment, which no directory's name has.");
    }

    // The SDK signs a\b as a/b, and its URLs lose dot segments: it signs for another path than its URL has.
    [TestCase("a\\b", "/media/a/b", "/media/a\\b")]
    [TestCase("a/./b", "/media/a/./b", "/media/a/b")]
    [TestCase("a/../b", "/media/a/../b", "/media/b")]
    public void A_name_that_the_sdk_changes_is_no_scope(string name, string signedBySdk, string inItsUrl)
    {
        (_, string toSign) = SdkTokens.Sign(
            new BlobSasBuilder(BlobSasPermissions.Read, TestAccount.Start) { BlobContainerName = "media", BlobName = name }, null);
        Uri url = new BlobUriBuilder(new Uri("https://contoso.blob.core.windows.net")) { BlobContainerName = "media", BlobName = name }.ToUri();

        FluentActions.Invoking(() => KeyScope.ForObject("media", name)).Should().Throw<ArgumentException>();
        toSign.Split('\n')[3].Should().Be("/blob/contoso" + signedBySdk);
        Uri.UnescapeDataString(url.AbsolutePath).Should().Be(inItsUrl);
    }

    [Test]
    public async Task A_container_or_queue_stands_behind_another_name()
    {
        static void Map(AzureStorageOptions options) =>
            (options.ContainerNames["Media"], options.ContainerNames["Jobs"]) = ("contoso-media-prod", "jobs-prod");
        await using TestAccount account = TestAccount.WithKey(Map);

        SignedUrl blob = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:Media/a", Permissions.Read));
        SignedUrl other = await account.IssueAsync<SignedUrl>(TestAccount.Ask("object:media/a", Permissions.Read));
        SignedUrl queue = await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:Jobs", Permissions.Send));

        blob.Url.Should().StartWith("https://contoso.blob.core.windows.net/contoso-media-prod/a?");
        blob.Scope.Container.Should().Be("Media");
        other.Url.Should().StartWith("https://contoso.blob.core.windows.net/media/a?");
        queue.Url.Should().StartWith("https://contoso.queue.core.windows.net/jobs-prod/messages?");
        SasText.Value(blob.Url, "sig").Should().Be(SasText.Signature(
            SasText.ToSign(
                new SasToken { Permissions = "r", StartsAt = blob.NotBefore, ExpiresAt = blob.ExpiresAt, Protocol = "https", Resource = "b" },
                new SasVersion(SasVersion.Newest),
                SasText.Place("contoso", "blob", "contoso-media-prod"),
                "a",
                null),
            TestAccount.Key));
    }
}
