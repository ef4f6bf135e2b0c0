using ValetKey.Gcp;
using ValetKey.Tests.Gcp.Servers.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>Every constraint of an upload holds, and whoever leaves its header out or changes it is refused.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class UrlConstraintTests : GcsServerTests
{
    private static readonly KeyConstraints Full = new()
    {
        ContentType = "image/png",
        ContentLength = LengthRange.Between(4, 8),
        Checksum = new Checksum(ChecksumAlgorithm.Crc32C, [0xE3, 0x06, 0x92, 0x83]),
        Metadata = new Dictionary<string, string> { ["owner"] = "42", ["note"] = "two  words" },
    };

    [TestCase("123456789", "")]
    [TestCase("12345678", "BadDigest")]
    public async Task Crc32C_holds(string sent, string code)
    {
        SignedUrl key = await IssueAsync(NewName(), new() { Checksum = Full.Checksum });

        (await CodeOfAsync(key.CreateRequest(Content(sent)))).Should().Be(code, "0xE3069283 is the published check value");
    }

    [Test]
    public async Task Metadata_is_stored_as_signed()
    {
        string name = NewName();

        (await CodeOfAsync((await IssueAsync(name, new() { Metadata = Full.Metadata })).CreateRequest(Content("1234")))).Should().BeEmpty();

        Server.Store.Find(Bucket, name)!.Headers.Should().Contain("x-goog-meta-owner", "42").And.Contain("x-goog-meta-note", "two  words");
    }

    [Test]
    public async Task Everything_at_once_is_accepted()
    {
        string name = NewName();
        SignedUrl key = await IssueAsync(name, Full with { ContentLength = LengthRange.Exactly(9) }, Permissions.Create);

        (await CodeOfAsync(key.CreateRequest(Content("123456789")))).Should().BeEmpty();

        ContentOf(name).Should().Be("123456789");
    }

    [Test]
    public async Task Customers_key_encrypts_and_is_needed_to_read()
    {
        string name = NewName();
        GcsCustomerKey mine = new(RandomBytes(32));
        SignedUrl write = await IssueAsync(name, KeyConstraints.None, Permissions.Write, mine);
        SignedUrl read = await IssueAsync(name, KeyConstraints.None, Permissions.Read, mine);
        SignedUrl other = await IssueAsync(name, KeyConstraints.None, Permissions.Read, new GcsCustomerKey(RandomBytes(32)));
        SignedUrl without = await Issuer.IssueUrlAsync(Object(name), Permissions.Read);

        (await CodeOfAsync(write.CreateRequest(Content("1234")))).Should().BeEmpty();

        (await CodeOfAsync(read.CreateRequest())).Should().BeEmpty();
        (await CodeOfAsync(other.CreateRequest())).Should().Be("ResourceIsEncryptedWithCustomerEncryptionKey");
        (await CodeOfAsync(without.CreateRequest())).Should().Be("ResourceIsEncryptedWithCustomerEncryptionKey");
    }

    [Test]
    public async Task Kms_key_is_asked_for()
    {
        string name = NewName();
        const string Key = "projects/p/locations/eu/keyRings/r/cryptoKeys/k";
        SignedUrl key = await IssueAsync(name, KeyConstraints.None, Permissions.Write, new GcsUploadKmsKey(Key));

        (await CodeOfAsync(new HttpRequestMessage(HttpMethod.Put, key.Url) { Content = Content("1234") })).Should().Be("MalformedSecurityHeader");
        (await CodeOfAsync(key.CreateRequest(Content("1234")))).Should().BeEmpty();

        Server.Store.Find(Bucket, name)!.Headers.Should().Contain("x-goog-encryption-kms-key-name", Key);
    }

    private async Task<SignedUrl> IssueAsync(string name, KeyConstraints constraints, Permissions permission = Permissions.Write,
        params KeyExtra[] extras) =>
        await Issuer.IssueUrlAsync(new KeyRequest(Object(name), permission) { Constraints = constraints, Extras = extras });
}
