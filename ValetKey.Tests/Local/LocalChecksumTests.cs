using System.Net;
using System.Text;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>
/// The content's checksum, in every algorithm. The expected values are the catalogues' for "123456789", and RFC 1321's and NIST's for "abc".
/// </summary>
public sealed class LocalChecksumTests : LocalTests
{
    private static readonly (ChecksumAlgorithm Algorithm, string Content, string Hex)[] Known =
    [
        (ChecksumAlgorithm.Md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
        (ChecksumAlgorithm.Sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (ChecksumAlgorithm.Crc32C, "123456789", "e3069283"),
        (ChecksumAlgorithm.Crc64Nvme, "123456789", "ae8b14860a799888"),
    ];

    private static IEnumerable<TestCaseData> Cases() =>
        from known in Known
        from asForm in (bool[])[false, true]
        select new TestCaseData(new Checksum(known.Algorithm, Convert.FromHexString(known.Hex)), known.Content, asForm)
            .SetArgDisplayNames(known.Algorithm.ToString(), asForm ? "form" : "url");

    [TestCaseSource(nameof(Cases))]
    public async Task Only_the_content_of_that_checksum_is_stored(Checksum checksum, string content, bool asForm)
    {
        string container = Storage.NewContainer();

        Answer[] wrong =
        [
            await UploadAsync(container, checksum, content + "x", asForm),
            await UploadAsync(container, checksum, content[..^1], asForm),
            await UploadAsync(container, checksum, content[1..] + content[0], asForm),
            await UploadAsync(container, checksum, "", asForm),
        ];
        string[] left = await Storage.NamesAsync(container);
        Answer right = await UploadAsync(container, checksum, content, asForm);

        wrong.Should().AllSatisfy(answer => answer.ShouldForbid(LocalRefusalReasons.ChecksumMismatch));
        left.Should().BeEmpty();
        right.ShouldBe(HttpStatusCode.Created);
        (await Storage.FetchAsync(container, "o")).Should().Be(content);
    }

    [Test]
    public async Task An_append_with_a_checksum_is_judged_by_what_it_adds()
    {
        string container = Storage.NewContainer();
        await Storage.StoreAsync(container, "o", "before ");
        Checksum checksum = new(ChecksumAlgorithm.Md5, Convert.FromHexString(Known[0].Hex));
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject(container, "o"), Permissions.Append, new() { Checksum = checksum });

        Answer wrong = await Storage.SendAsync(key, Bodies.Text("abd"));
        Answer right = await Storage.SendAsync(key, Bodies.Text("abc"));

        wrong.ShouldForbid(LocalRefusalReasons.ChecksumMismatch);
        right.ShouldBe(HttpStatusCode.OK);
        (await Storage.FetchAsync(container, "o")).Should().Be("before abc");
    }

    [Test]
    public async Task A_checksum_is_compared_in_full()
    {
        string container = Storage.NewContainer();
        byte[] almost = Convert.FromHexString(Known[1].Hex);
        almost[^1] ^= 1;

        Answer answer = await UploadAsync(container, new Checksum(ChecksumAlgorithm.Sha256, almost), "abc", asForm: false);

        answer.ShouldForbid(LocalRefusalReasons.ChecksumMismatch);
        (await Storage.NamesAsync(container)).Should().BeEmpty();
    }

    private async Task<Answer> UploadAsync(string container, Checksum checksum, string content, bool asForm)
    {
        KeyScope scope = KeyScope.ForObject(container, "o");
        KeyConstraints constraints = new() { Checksum = checksum };
        ByteArrayContent body = Bodies.Bytes(Encoding.UTF8.GetBytes(content));
        return asForm
            ? await Storage.SendAsync((await Storage.FormAsync(scope, Permissions.Create, constraints)).CreateRequest(body))
            : await Storage.SendAsync(await Storage.UrlAsync(scope, Permissions.Create, constraints), body);
    }
}
