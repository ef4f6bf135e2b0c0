using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using ValetKey.Azure;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using static System.Net.HttpStatusCode;

namespace ValetKey.Tests.Azure.Operations;

/// <summary>What the service does not do is told with what would help, and never in the service's own words.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class BlobFaultTests : IDisposable
{
    private static readonly StorageObject Staged = new("media", "staging/a", 10, "0x8DSTAGED");

    private readonly FakeBlobService _service = new();

    public void Dispose() => _service.Dispose();

    [TestCase(Forbidden, "AuthorizationPermissionMismatch", false, "allows access by its key")]
    [TestCase(Unauthorized, "InvalidAuthenticationInfo", false, "allows access by its key")]
    [TestCase(NotFound, "ContainerNotFound", false, "See that the container is there")]
    [TestCase(Conflict, "BlobImmutableDueToPolicy", false, "immutable")]
    [TestCase(PreconditionFailed, "LeaseIdMissing", false, "leased")]
    [TestCase(TooManyRequests, "ServerBusy", true, "It may be tried again")]
    [TestCase(ServiceUnavailable, "ServerBusy", true, "It may be tried again")]
    [TestCase(BadRequest, "InvalidHeaderValue", false, "(400)")]
    public async Task Refusal_of_a_copy_is_told_with_what_would_help(HttpStatusCode status, string code, bool isTransient, string help)
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = request => request.Operation == "block" ? FakeBlobService.Refuse(status, code) : null;

        ValetKeyException fault = await FaultOf(account, operations =>
            operations.PublishAsync(Staged, KeyScope.ForObject("media", "a"), new ObjectProperties()).AsTask());

        fault.IsTransient.Should().Be(isTransient);
        fault.Message.Should().Contain("publish a blob").And.Contain(help);
    }

    [Test]
    public async Task Every_operation_that_is_refused_is_told()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = _ => FakeBlobService.Refuse(Forbidden, "AuthorizationFailure");
        PartUpload upload = await account.Operations.BeginPartsAsync("media", "a");

        (string What, Func<IStorageOperations, Task> Call)[] calls =
        [
            ("look a blob up", operations => operations.FindAsync("media", "a").AsTask()),
            ("read a blob", operations => operations.OpenReadAsync(Staged).AsTask()),
            ("list the parts of an upload", operations => operations.ListPartsAsync(upload).AsTask()),
            ("join the parts of an upload", operations => operations.CompletePartsAsync(upload, [new UploadedPart(1, 1, "0x1")]).AsTask()),
            ("delete the parts of an upload", operations => operations.AbortPartsAsync(upload).AsTask()),
            ("publish a blob", operations => operations.PublishAsync(Staged, KeyScope.ForObject("media", "a"), new ObjectProperties()).AsTask()),
            ("delete a blob", operations => operations.DeleteAsync("media", "a").AsTask()),
            ("list blobs", operations => operations.ListStagedAsync("media", "staging/").ToListAsync().AsTask()),
        ];
        foreach ((string what, Func<IStorageOperations, Task> call) in calls)
        {
            (await FaultOf(account, call)).Message.Should().StartWith($"The blob service does not let 'media' {what} (403).");
        }
    }

    [Test]
    public async Task By_Entra_ID_the_roles_are_named()
    {
        await using TestAccount account = Delegated(_ => new AccessToken("hunter2-token", DateTimeOffset.MaxValue));
        _service.Answer = _ => FakeBlobService.Refuse(Forbidden, "AuthorizationPermissionMismatch");

        (await FaultOf(account, operations => operations.FindAsync("media", "a").AsTask())).Message.Should()
            .Contain("\"Storage Blob Data Contributor\"").And.Contain("\"Storage Blob Delegator\"");
    }

    [Test]
    public async Task Copy_that_no_delegation_key_can_be_had_for_is_told_as_a_fault_of_the_operation()
    {
        await using TestAccount account = Delegated(_ => new AccessToken("hunter2-token", DateTimeOffset.MaxValue));
        _service.Answer = request => request.Operation == "userdelegationkey" ? FakeBlobService.Refuse(Forbidden, "AuthorizationFailure") : null;

        ValetKeyException fault = await FaultOf(account, operations =>
            operations.PublishAsync(Staged, KeyScope.ForObject("media", "a"), new ObjectProperties()).AsTask());

        fault.Message.Should().StartWith("'media' could not publish a blob: ").And.Contain("\"Storage Blob Delegator\"");
    }

    [Test]
    public async Task Identity_that_gives_no_token_is_told()
    {
        await using TestAccount account = Delegated(_ => throw new InvalidOperationException("hunter2"));

        ValetKeyException fault = await FaultOf(account, operations => operations.FindAsync("media", "a").AsTask());

        fault.IsTransient.Should().BeTrue();
        fault.Message.Should().Contain("there was no answer (InvalidOperationException)").And.Contain("Entra ID");
    }

    [Test]
    public async Task No_answer_may_pass()
    {
        await using TestAccount account = TestAccount.WithOptions(_service.Connect);
        _service.Answer = _ => throw new HttpRequestException("hunter2");

        (await FaultOf(account, operations => operations.DeleteAsync("media", "a").AsTask())).IsTransient.Should().BeTrue();
    }

    [Test]
    public async Task Account_that_is_known_by_its_queues_alone_has_no_operations_and_says_what_to_set()
    {
        await using TestAccount account = TestAccount.WithOptions(options => options.QueueServiceClient = new(
            new Uri("https://contoso.queue.core.windows.net"), TestAccount.Credential));

        FluentActions.Invoking(() => account.Operations).Should().Throw<ValetKeyException>()
            .Where(fault => fault.Reason == ValetKeyErrorReason.Unsupported && fault.Message.Contains(nameof(AzureStorageOptions.BlobServiceClient)));
    }

    private static async Task<ValetKeyException> FaultOf(TestAccount account, Func<IStorageOperations, Task> call)
    {
        Func<Task> calling = () => call(account.Operations);
        ValetKeyException fault = (await calling.Should().ThrowExactlyAsync<ValetKeyException>()).Which;
        fault.Reason.Should().Be(ValetKeyErrorReason.ProviderFailure);
        fault.Message.Should().NotContain("hunter2");
        return fault;
    }

    private TestAccount Delegated(Func<CancellationToken, AccessToken> token) => TestAccount.WithOptions(options =>
    {
        BlobClientOptions plain = new() { Transport = new HttpClientTransport(_service) };
        plain.Retry.MaxRetries = 0;
        options.BlobServiceClient = new BlobServiceClient(
            new Uri("https://contoso.blob.core.windows.net"), DelegatedTokenCredential.Create((_, cancelled) => token(cancelled)), plain);
    });
}
