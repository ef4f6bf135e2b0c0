using System.Net;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Tests.Azure.Servers.Support;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>With an account key nothing is heard from the service, so an application asks, by the transport that the options name.</summary>
[TestFixture(true)]
[TestFixture(false)]
[Parallelizable(ParallelScope.All)]
internal sealed class AzureMeasurementTests(bool isHttps) : AzureServerTests
{
    [TestCase(10)]
    [TestCase(-10)]
    public async Task Keys_open_at_once_after_a_measurement(int minutes)
    {
        AzuriteIssuer issuer = IssuerWithClockOff(minutes);

        await issuer.Clock.MeasureAsync();
        SignedUrl key = await issuer.Issuer.IssueUrlAsync(new KeyRequest(Blob(Mine), Permissions.Read) { Lifetime = TimeSpan.FromMinutes(5) });

        issuer.Clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(-minutes), TimeSpan.FromSeconds(30));
        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Without_a_measurement_keys_do_not_open(int minutes)
    {
        AzuriteIssuer issuer = IssuerWithClockOff(minutes);

        SignedUrl key = await issuer.Issuer.IssueUrlAsync(new KeyRequest(Blob(Mine), Permissions.Read) { Lifetime = TimeSpan.FromMinutes(5) });

        (await StatusOfAsync(key.Url)).Should().Be(Refused);
    }

    protected override Task<Azurite> StartAsync() => isHttps ? Azurite.RequireAsync() : Azurite.RequirePlainAsync();

    private AzuriteIssuer IssuerWithClockOff(int minutes) =>
        Keep(AzuriteIssuer.Create(Azurite, Signature.FirstKey, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes))));
}
