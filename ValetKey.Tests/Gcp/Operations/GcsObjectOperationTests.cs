using System.Security.Cryptography;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Services;
using Google.Apis.Storage.v1;
using Google.Cloud.Storage.V1;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Operations.Support;
using ValetKey.Tests.Gcp.Servers.Support;
using ValetKey.Tests.Servers.Gcs;

namespace ValetKey.Tests.Gcp.Operations;

internal sealed class GcsObjectOperationTests : GcsOperationTests
{
    [Test]
    public async Task Object_is_found_with_what_is_stored_with_it()
    {
        StorageObject found = await StageAsync("a", "content", ("x-goog-meta-owner", "alice"));

        (found.Container, found.Name, found.Length, found.ContentType).Should().Be((Bucket, "a", 7, "text/plain"));
        found.Metadata.Should().Equal(new Dictionary<string, string> { ["owner"] = "alice" });
        found.Checksums.Should().Equal(
            new Checksum(ChecksumAlgorithm.Md5, CryptographicOperations.HashData(HashAlgorithmName.MD5, "content"u8)),
            Checksum.FromBase64(ChecksumAlgorithm.Crc32C, GcsUploadChecks.Crc32C("content"u8.ToArray())));
        found.LastModified.Should().BeCloseTo(TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(10));
        (await Operations.FindAsync(Bucket, "a2")).Should().BeNull();
    }

    [Test]
    public async Task What_was_found_is_read_until_it_is_another_or_gone()
    {
        StorageObject found = await StageAsync("a", "first");

        (await ReadAsync(Operations, found)).Should().Be("first");
        Put("a", "first");
        (await Operations.OpenReadAsync(found)).Should().BeNull();
        await Operations.DeleteAsync(Bucket, "a");
        await Operations.DeleteAsync(Bucket, "a");
        (await Operations.OpenReadAsync(found)).Should().BeNull();
    }

    /// <summary>What is stored packed would be published as it is stored.</summary>
    [Test]
    public async Task Content_is_read_as_it_is_stored_or_not_at_all()
    {
        StorageObject found = await StageAsync("a", "not really packed", ("content-encoding", "gzip"));
        using StorageService unpacking = new(new BaseClientService.Initializer
        {
            HttpClientInitializer = GoogleCredential.FromAccessToken(GcsTokens.OwnToken),
            BaseUri = $"{Server.Endpoint}storage/v1/",
        });

        (await ReadAsync(Operations, found)).Should().Be("not really packed");
        (await FaultOfAsync(With(_ => Task.FromResult(unpacking)).OpenReadAsync(found))).InnerException.Should().BeOfType<InvalidDataException>();
    }

    [Test]
    public async Task Sweep_lists_over_all_pages_and_sees_uploads_as_one_and_no_neighbours()
    {
        PartUpload upload = await Operations.BeginPartsAsync(Bucket, "s/0500");
        await PutPartsAsync(upload, [.. Enumerable.Range(1, 700).Select(number => $"{number}")]);
        string[] names = [.. Enumerable.Range(0, 1000).Select(number => $"s/{number:0000}")];
        Array.ForEach(names, name => Put(name, "a"));
        Put("s", "a");
        Put("s2/a", "a");

        List<StagedItem> items = await Operations.ListStagedAsync(Bucket, "s/").ToListAsync();

        items.Where(item => item.Upload is null).Select(item => item.Name).Should().Equal(names);
        items.Single(item => item.Upload is not null).Should().Match<StagedItem>(item => item.Upload == upload && item.Name == "s/0500");
    }

    [Test]
    public async Task Token_without_rights_is_refused_and_told_what_it_takes()
    {
        StorageObject found = await StageAsync("a");
        Server.Service.Json.Fails = _ => 403;

        (await FaultOfAsync(Operations.FindAsync(Bucket, "a"))).Should().Match<ValetKeyException>(fault =>
            fault.Reason == ValetKeyErrorReason.ProviderFailure && !fault.IsTransient && fault.Message.EndsWith("needs storage.objects.get.")
            && !fault.ToString().Contains(GcsTokens.OwnToken));
        (await FaultOfAsync(Operations.OpenReadAsync(found))).Message.Should().EndWith("needs storage.objects.get.");
    }

    [Test]
    public async Task Store_that_fails_or_does_not_answer_is_a_passing_fault()
    {
        IStorageOperations nowhere = With(_ => Task.FromResult(new StorageService(new BaseClientService.Initializer
        {
            BaseUri = "http://127.0.0.1:9/storage/v1/",
            DefaultExponentialBackOffPolicy = Google.Apis.Http.ExponentialBackOffPolicy.None,
        })));
        Server.Service.Json.Fails = _ => 500;

        (await FaultOfAsync(Operations.FindAsync(Bucket, "a"))).IsTransient.Should().BeTrue();
        (await FaultOfAsync(nowhere.FindAsync(Bucket, "a"))).IsTransient.Should().BeTrue();
    }

    [Test]
    public async Task Credential_that_is_missing_is_a_fault_of_the_call()
    {
        IStorageOperations none = With(_ => throw new InvalidOperationException("none"));

        (await FaultOfAsync(none.FindAsync(Bucket, "a"))).Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [Test]
    public async Task Client_that_the_application_has_is_the_one_that_calls()
    {
        Put("a", "content");
        StorageClient own = new StorageClientBuilder
        {
            GoogleCredential = GoogleCredential.FromAccessToken(GcsTokens.OwnToken),
            BaseUri = $"{Server.Endpoint}storage/v1/",
        }.Build();
        await using GcsIssuer issuer = GcsIssuer.Create(
            Server, options => (options.ServiceUrl, options.StorageClient) = (null, own));

        IStorageOperations operations = issuer.Services.GetRequiredKeyedService<IStorageOperations>(GcsIssuer.Name);

        (await operations.FindAsync(Bucket, "a"))!.Length.Should().Be(7);
    }

    [Test]
    public async Task What_the_service_cannot_name_is_an_argument_exception()
    {
        await FluentActions.Awaiting(() => Operations.FindAsync(Bucket, "a/../b").AsTask()).Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => Operations.BeginPartsAsync("No Bucket", "a").AsTask()).Should().ThrowAsync<ArgumentException>();
    }

    private static async Task<string> ReadAsync(IStorageOperations operations, StorageObject found)
    {
        using StreamReader reader = new((await operations.OpenReadAsync(found))!);
        return await reader.ReadToEndAsync();
    }
}
