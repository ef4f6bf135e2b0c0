using System.Net;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>
/// A key opens from its start to its end, by the server's clock. Issuers with a clock that is set back have keys end without anybody waiting.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class LifetimeTests : AzureServerTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Permissions[] Every =
        [Permissions.Read, Permissions.Create, Permissions.Write, Permissions.Append, Permissions.Delete, Permissions.List];

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await StoreAsync("object");
        await StoreAppendBlobAsync("appended");
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Expired_url_is_refused(Signature signature, Permissions permission)
    {
        AzuriteIssuer late = IssuerAnHourAgo(signature);
        SignedUrl key = await late.Issuer.IssueUrlAsync(RequestFor(permission) with { Lifetime = Hour - TimeSpan.FromSeconds(10) });

        (await SendAsync(key.CreateRequest(ContentFor(permission)))).Should().Be(Refused);
        (await ContentOfAsync("object")).Should().Be("stored");
        (await ContentOfAsync("new")).Should().BeNull();
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Url_that_starts_in_the_future_is_refused(Signature signature, Permissions permission)
    {
        KeyConstraints later = new() { NotBefore = TimeProvider.System.GetUtcNow().AddMinutes(2) };
        SignedUrl key = await IssuerOf(signature).IssueUrlAsync(RequestFor(permission) with { Constraints = later });

        (await SendAsync(key.CreateRequest(ContentFor(permission)))).Should().Be(Refused);
        key.NotBefore.Should().BeOnOrAfter(later.NotBefore.Value);
        (await ContentOfAsync("object")).Should().Be("stored");
        (await ContentOfAsync("new")).Should().BeNull();
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Url_opens_to_its_end(Signature signature)
    {
        AzuriteIssuer late = IssuerAnHourAgo(signature);
        SignedUrl key = await late.Issuer.IssueUrlAsync(RequestFor(Permissions.Read) with { Lifetime = Hour + TimeSpan.FromMinutes(1) });

        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Url_opens_once_its_start_has_come(Signature signature)
    {
        AzuriteIssuer late = IssuerAnHourAgo(signature);
        KeyConstraints later = new() { NotBefore = TimeProvider.System.GetUtcNow() - Hour + TimeSpan.FromMinutes(30) };
        SignedUrl key = await late.Issuer.IssueUrlAsync(RequestFor(Permissions.Read) with { Constraints = later, Lifetime = Hour });

        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Expired_query_is_refused(Signature signature)
    {
        const Permissions Some = Permissions.Read | Permissions.Write | Permissions.List;
        AzuriteIssuer late = IssuerAnHourAgo(signature);
        SignedQuery key = await late.Issuer.IssueQueryAsync(new KeyRequest(WholeContainer, Some) { Lifetime = TimeSpan.FromMinutes(15) });

        (await SendAsync(key.CreateRequest(Permissions.Read, "object"))).Should().Be(Refused);
        (await SendAsync(key.CreateRequest(Permissions.Write, "object", new StringContent("late")))).Should().Be(Refused);
        (await SendAsync(key.CreateRequest(Permissions.List))).Should().Be(Refused);
        (await ContentOfAsync("object")).Should().Be("stored");
    }

    [TestCaseSource(typeof(Signature), nameof(Signature.Both))]
    public async Task Equal_requests_within_a_window_give_one_url_that_opens(Signature signature)
    {
        KeyRequest request = RequestFor(Permissions.Read) with { StableFor = TimeSpan.FromMinutes(5), Lifetime = TimeSpan.FromMinutes(15) };
        FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
        AzuriteIssuer issuer = Keep(AzuriteIssuer.Create(Azurite, signature, time: time));

        SignedUrl first = await issuer.Issuer.IssueUrlAsync(request);
        SignedUrl second = await issuer.Issuer.IssueUrlAsync(request);

        second.Url.Should().Be(first.Url);
        (await StatusOfAsync(first.Url)).Should().Be(HttpStatusCode.OK);
    }

    private static IEnumerable<TestCaseData> Cases() =>
        Signature.Both.SelectMany(signature => Every.Select(permission => new TestCaseData(signature, permission)));

    private static StringContent? ContentFor(Permissions permission) =>
        permission is Permissions.Create or Permissions.Write or Permissions.Append ? new StringContent("late") : null;

    private KeyRequest RequestFor(Permissions permission) => new(
        permission switch
        {
            Permissions.List => WholeContainer,
            Permissions.Append => Blob("appended"),
            Permissions.Create => Blob("new"),
            _ => Blob("object"),
        },
        permission);

    // A clock that is corrected would not be set back.
    private AzuriteIssuer IssuerAnHourAgo(Signature signature) => Keep(AzuriteIssuer.Create(
        Azurite,
        signature,
        rules: rules =>
        {
            rules.StorageClock.Enabled = false;
            rules.MaximumLifetime = TimeSpan.FromHours(2);
        },
        time: new FakeTimeProvider(TimeProvider.System.GetUtcNow() - Hour)));
}
