using System.Net;
using ValetKey.Azure;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>Where the settings say that the service is the emulator, what it enforces works, and what it does not is refused.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class EmulatorTests : AzureServerTests
{
    private static readonly Dictionary<string, KeyRequest> Unenforced = new()
    {
        ["client network"] = Read(new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Loopback) }),
        ["client range"] = Read(new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.6")) }),
        ["content type"] = Create(new() { ContentType = "image/png" }),
        ["length"] = Create(new() { ContentLength = LengthRange.Exactly(7) }),
        ["checksum"] = Create(new() { Checksum = Checksum.FromBase64(ChecksumAlgorithm.Md5, "mgNkuembtIDdJeHwKEyFVQ==") }),
        ["metadata"] = Create(new() { Metadata = new Dictionary<string, string> { ["owner"] = "42" } }),
        ["single use"] = Read(new() { SingleUse = true }),
        ["prefix"] = new(KeyScope.ForPrefix("container", "folder/"), Permissions.Read),
        ["stored policy"] = Read(KeyConstraints.None, new AzureStoredAccessPolicy("policy")),
        ["encryption scope"] = Read(KeyConstraints.None, new AzureEncryptionScope("scope")),
        ["delegated user"] = Read(KeyConstraints.None, new AzureDelegatedUser(Guid.NewGuid())),
        ["authorised object"] = Read(KeyConstraints.None, new AzureAuthorizedObject(Guid.NewGuid())),
        ["unauthorised object"] = Read(KeyConstraints.None, new AzureUnauthorizedObject(Guid.NewGuid())),
        ["properties alone"] = new(KeyScope.ForObject("container", "object"), Permissions.ReadProperties),
    };

    [Test]
    public async Task Newest_version_it_takes_is_signed_by_itself([Values] bool isDelegated)
    {
        IValetKeyIssuer issuer = Emulator(isDelegated);
        string name = NewName();

        SignedUrl write = await issuer.IssueUrlAsync(Blob(name), Permissions.Write);
        SignedQuery read = await issuer.IssueQueryAsync(new KeyRequest(WholeContainer, Permissions.Read | Permissions.List));

        SasMisuse.ValueOf(write, "sv").Should().Be("2025-11-05");
        (await SendAsync(write.CreateRequest(new StringContent("uploaded")))).Should().Be(HttpStatusCode.Created);
        (await TextAsync(read.CreateRequest(Permissions.Read, name))).Should().Be("uploaded");
        (await TextAsync(read.CreateRequest(Permissions.List))).Should().Contain(name);
    }

    [Test]
    public async Task Queue_is_opened_by_account_key()
    {
        SignedUrl key = await Emulator(isDelegated: false).IssueUrlAsync(KeyScope.ForQueue(Queue), Permissions.Peek);

        (await SendAsync(key.CreateRequest())).Should().Be(HttpStatusCode.OK);
    }

    [Test]
    public async Task Queue_is_refused_under_delegation()
    {
        Func<Task> issuing = async () => await Emulator(isDelegated: true).IssueUrlAsync(KeyScope.ForQueue(Queue), Permissions.Peek);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCaseSource(nameof(Cases))]
    public async Task What_it_does_not_enforce_is_refused(string demand, bool isDelegated)
    {
        Func<Task> issuing = async () => await Emulator(isDelegated).IssueAsync(Unenforced[demand]);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    /// <summary>Azurite has no versions, and takes no token for one.</summary>
    [Test]
    public async Task Key_for_a_version_opens_nothing([Values] bool isDelegated)
    {
        SignedUrl key = await Emulator(isDelegated).IssueUrlAsync(Blob(Mine, "2026-01-02T03:04:05.0000000Z"), Permissions.Read);

        (await SendAsync(key.CreateRequest())).Should().Be(Refused);
    }

    [Test]
    public async Task Anonymous_request_is_refused() =>
        (await StatusOfAsync(UrlOf(Mine))).Should().Be(Refused);

    private static IEnumerable<TestCaseData> Cases() =>
        Unenforced.Keys.SelectMany(demand => new TestCaseData[] { new(demand, false), new(demand, true) });

    private static KeyRequest Read(KeyConstraints constraints, params KeyExtra[] extras) =>
        new(KeyScope.ForObject("container", "object"), Permissions.Read) { Constraints = constraints, Extras = extras };

    private static KeyRequest Create(KeyConstraints constraints) =>
        new(KeyScope.ForObject("container", "object"), Permissions.Create) { Constraints = constraints };

    private IValetKeyIssuer Emulator(bool isDelegated) => Keep(AzuriteIssuer.Create(Azurite, options =>
    {
        options.UseEmulator = true;
        options.AccountKey = isDelegated ? null : Azurite.Account.Key1;
        options.Credential = isDelegated ? new AzuriteUser() : null;
    })).Issuer;
}
