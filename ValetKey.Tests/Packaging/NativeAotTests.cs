using System.Collections.Specialized;
using System.Net;
using System.Security.Cryptography;
using System.Web;
using ValetKey.Tests.Gcp.Storage.Support;
using ValetKey.Tests.Samples;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Packaging;

/// <summary>
/// A program of all stores is published with the packages, and serves keys. VALETKEY_LONG=1 compiles it natively, for the claim that they are fit for
/// it; the usual run has the analyzers' word for that.
/// </summary>
[Category("Aot")]
internal sealed class NativeAotTests
{
    private const string AccessKeyId = "AKIAIOSFODNN7EXAMPLE";

    private const long MostBytes = 40_000_000;

    private static readonly string[] Ours =
        ["ValetKey.Core", "ValetKey.Aws", "ValetKey.Azure", "ValetKey.Gcp", "ValetKey.Local", "ValetKey.AspNetCore", "ValetKey.Client"];

    private PackedApp _app = null!;
    private RunningApp? _running;

    private HttpClient Client => _running!.Client;

    [OneTimeSetUp]
    public async Task PublishAndStartAsync()
    {
        if (LongRun.IsAsked && !await NativeLinker.IsPresentAsync())
        {
            Skip.Test("NativeAOT needs clang or gcc, and zlib (Debian: apt-get install clang zlib1g-dev).");
        }

        _app = new PackedApp();
        ChildProcess publish = await _app.PublishAsync(
            Repository.PathTo("samples", "NativeAot", "Program.cs"), await PackedPackages.FolderAsync());
        publish.ExitCode.Should().Be(0, publish.Output);
        if (LongRun.IsAsked)
        {
            PackedApp.WarnedOf(publish.Output).Should().OnlyContain(
                assembly => assembly == "Newtonsoft.Json" || (assembly != null && assembly.StartsWith("Google.")), publish.Output);
            new FileInfo(_app.Program).Length.Should().BeLessThan(MostBytes);
        }

        await File.WriteAllTextAsync(_app.PathTo("account.json"), TestServiceAccount.Json);
        _running = await RunningApp.StartAsync(
            _app.Command[0],
            [
                .. _app.Command[1..],
                "--urls", "http://127.0.0.1:0",
                "--ValetKey:DefaultLifetime", "00:01:00",
                "--ValetKey:AllowedScopes:0", "prefix:media/2026/",
                "--Stores:Local:RootPath", _app.PathTo("data"),
                "--Stores:S3:Region", "eu-west-1",
                "--Stores:Azure:AccountName", "contoso",
                "--Stores:Azure:AccountKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)),
                "--Stores:Gcs:CredentialPath", _app.PathTo("account.json"),
            ],
            new Dictionary<string, string>
            {
                ["AWS_ACCESS_KEY_ID"] = AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            });
    }

    [OneTimeTearDown]
    public void StopAndRemove()
    {
        _running?.Dispose();
        _app?.Remove();
    }

    [Test]
    public void It_is_made_from_the_packages_of_this_build() =>
        _app.InstalledPackages().Should().Contain(Ours.Select(id => id.ToLowerInvariant()), "no other ones may be on the machine");

    [Test]
    public void A_warning_of_ours_would_be_seen()
    {
        PackedApp.WarnedOf("/x/ValetKey.Aws.dll : warning IL2104: Assembly 'ValetKey.Aws' produced trim warnings.").Should().Equal("ValetKey.Aws");
        PackedApp.WarnedOf("/x/Program.cs(7): warning IL2026: Using member 'X' can break.").Should().Equal((string?)null);
    }

    [Test]
    public async Task Local_keys_open_what_they_say_and_nothing_else()
    {
        byte[] content = RandomNumberGenerator.GetBytes(100_000);
        SignedUrl create = await KeyAsync(HttpMethod.Post, "local", "2026/report.pdf");
        SignedUrl read = await KeyAsync(HttpMethod.Get, "local", "2026/report.pdf");

        using HttpResponseMessage created = await Client.SendAsync(create.CreateRequest(new ByteArrayContent(content)));
        using HttpResponseMessage again = await Client.SendAsync(create.CreateRequest(new ByteArrayContent(content)));
        using HttpResponseMessage misused = await Client.PutAsync(read.ToUri(), new ByteArrayContent(content));

        created.StatusCode.Should().Be(HttpStatusCode.Created);
        again.StatusCode.Should().Be(HttpStatusCode.Conflict);
        misused.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await Client.GetByteArrayAsync(read.ToUri())).Should().Equal(content);
    }

    [TestCase("s3", "https://media.s3.eu-west-1.amazonaws.com/2026/report.pdf", "X-Amz-Credential", $"{AccessKeyId}/*", "X-Amz-Signature", 64)]
    [TestCase("azure", "https://contoso.blob.core.windows.net/media/2026/report.pdf", "sp", "r", "sig", 44)]
    [TestCase("gcs", "https://storage.googleapis.com/media/2026/report.pdf", "X-Goog-Credential", "uploads@*", "X-Goog-Signature", 512)]
    public async Task Keys_of_the_clouds_have_their_address_their_signer_and_a_signature(
        string store, string address, string parameter, string value, string signature, int length)
    {
        SignedUrl key = await KeyAsync(HttpMethod.Get, store, "2026/report.pdf");
        NameValueCollection query = HttpUtility.ParseQueryString(key.ToUri().Query);

        key.ToUri().GetLeftPart(UriPartial.Path).Should().Be(address);
        query[parameter].Should().Match(value);
        query[signature].Should().HaveLength(length);
        (key.ExpiresAt - key.IssuedAt).Should().Be(TimeSpan.FromMinutes(1));
    }

    [TestCase("local")]
    [TestCase("s3")]
    [TestCase("azure")]
    [TestCase("gcs")]
    public async Task Objects_beyond_the_allowed_scope_get_no_key(string store)
    {
        using HttpResponseMessage answer = await Client.GetAsync($"/keys/{store}/2025/report.pdf");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).Should().Be("object:media/2025/report.pdf is not allowed here.");
    }

    private async Task<SignedUrl> KeyAsync(HttpMethod method, string store, string name)
    {
        using HttpRequestMessage request = new(method, $"/keys/{store}/{name}");
        using HttpResponseMessage answer = await Client.SendAsync(request);
        string json = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.Should().Be(HttpStatusCode.OK, json);
        return (SignedUrl)IssuedKey.FromJson(json);
    }
}
