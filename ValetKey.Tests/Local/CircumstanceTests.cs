using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ValetKey.Local;
using ValetKey.Tests.Local.Support;

namespace ValetKey.Tests.Local;

/// <summary>From where and over what a key opens: client network and https.</summary>
public sealed class CircumstanceTests : LocalTests
{
    private static IEnumerable<TestCaseData> Networks()
    {
        yield return new TestCaseData(ClientNetwork.FromAddress(IPAddress.Loopback), true);
        yield return new TestCaseData(ClientNetwork.FromNetwork(IPNetwork.Parse("127.0.0.0/8")), true);
        yield return new TestCaseData(ClientNetwork.FromNetwork(IPNetwork.Parse("0.0.0.0/0")), true);
        yield return new TestCaseData(ClientNetwork.FromRange(IPAddress.Parse("126.255.255.255"), IPAddress.Parse("127.0.0.1")), true);
        yield return new TestCaseData(ClientNetwork.FromAddress(IPAddress.Parse("::ffff:127.0.0.1")), true);
        yield return new TestCaseData(ClientNetwork.FromAddress(IPAddress.Parse("127.0.0.2")), false);
        yield return new TestCaseData(ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")), false);
        yield return new TestCaseData(ClientNetwork.FromAddress(IPAddress.IPv6Loopback), false);
        yield return new TestCaseData(ClientNetwork.FromNetwork(IPNetwork.Parse("::/0")), false);
    }

    [TestCaseSource(nameof(Networks))]
    public async Task A_client_network_binds_every_form_of_key(ClientNetwork network, bool isOpen)
    {
        Answer[] answers = await UseAllAsync(Storage, new() { ClientNetwork = network });

        Check(answers, isOpen, LocalRefusalReasons.NetworkNotAllowed);
    }

    [Test]
    public async Task What_the_client_says_of_its_address_counts_for_nothing()
    {
        string container = Storage.NewContainer();
        SignedUrl key = await Storage.UrlAsync(
            KeyScope.ForObject(container, "o"), Permissions.Create, new() { ClientNetwork = ClientNetwork.FromAddress(IPAddress.Parse("10.0.0.1")) });

        Answer answer = await Storage.SendAsync(key, Bodies.Text("x"), request =>
        {
            request.Headers.Add("X-Forwarded-For", "10.0.0.1");
            request.Headers.Add("Forwarded", "for=10.0.0.1");
            request.Headers.Add("X-Real-IP", "10.0.0.1");
        });

        answer.ShouldForbid(LocalRefusalReasons.NetworkNotAllowed);
    }

    [Test]
    public async Task A_key_that_demands_https_is_refused_over_http()
    {
        Answer[] answers = await UseAllAsync(Storage, new() { HttpsOnly = true });

        Check(answers, isOpen: false, LocalRefusalReasons.HttpsRequired);
    }

    [Test]
    public async Task A_forwarded_scheme_counts_for_nothing()
    {
        SignedUrl key = await Storage.UrlAsync(KeyScope.ForObject("c", "o"), Permissions.Create, new() { HttpsOnly = true });

        Answer answer = await Storage.SendAsync(key, Bodies.Text("x"), request => request.Headers.Add("X-Forwarded-Proto", "https"));

        answer.ShouldForbid(LocalRefusalReasons.HttpsRequired);
    }

    [Test]
    public async Task A_key_that_demands_https_opens_over_https()
    {
        using X509Certificate2 certificate = NewCertificate();
        await using TestStorage storage = await TestStorage.StartAsync(options => options.Certificate = certificate);

        Answer[] answers = await UseAllAsync(storage, new() { HttpsOnly = true });

        storage.Host.Url.Scheme.Should().Be("https");
        Check(answers, isOpen: true, "");
    }

    private static async Task<Answer[]> UseAllAsync(TestStorage storage, KeyConstraints constraints)
    {
        string container = storage.NewContainer();
        await storage.StoreAsync(container, "o", "x");
        KeyScope scope = KeyScope.ForObject(container, "o");
        SignedForm form = await storage.FormAsync(KeyScope.ForPrefix(container, "f/"), Permissions.Create, constraints);
        SignedQuery query = await storage.QueryAsync(KeyScope.ForContainer(container), Permissions.Read | Permissions.List, constraints);
        Answer[] answers =
        [
            await storage.SendAsync(await storage.UrlAsync(scope, Permissions.Read, constraints)),
            await storage.SendAsync(await storage.UrlAsync(scope, Permissions.Write, constraints), Bodies.Text("y")),
            await storage.SendAsync(query.CreateRequest(Permissions.Read, "o")),
            await storage.SendAsync(query.CreateRequest(Permissions.List)),
            await storage.SendAsync(form.CreateRequest(Bodies.Text("x"), name: "f/x")),
        ];
        string[] names = answers[0].IsSuccess ? ["f/x", "o"] : ["o"];
        (await storage.NamesAsync(container)).Should().Equal(names);
        return answers;
    }

    private static void Check(Answer[] answers, bool isOpen, string reason) => answers.Should().AllSatisfy(answer =>
    {
        if (isOpen)
        {
            answer.IsSuccess.Should().BeTrue(answer.Text);
        }
        else
        {
            answer.ShouldForbid(reason);
        }
    });

    private static X509Certificate2 NewCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
