using System.Net;
using Microsoft.Extensions.Time.Testing;
using ValetKey.Tests.Azure.Servers.Support;

namespace ValetKey.Tests.Azure.Servers;

/// <summary>
/// A machine whose clock is off by minutes issues keys that work, from the first on: the answer that brings the delegation key tells the time.
/// </summary>
[Parallelizable(ParallelScope.All)]
internal sealed class AzureServerClockTests : AzureServerTests
{
    /// <summary>The issuer's clock stands still while a busy machine takes its time.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Answer_that_brings_a_delegation_key_sets_the_clock_right(int minutes)
    {
        AzuriteIssuer issuer = IssuerWithClockOff(minutes);

        SignedUrl key = await issuer.Issuer.IssueUrlAsync(new KeyRequest(Blob(Mine), Permissions.Read) { Lifetime = TimeSpan.FromMinutes(5) });

        issuer.Clock.Offset.Should().BeCloseTo(TimeSpan.FromMinutes(-minutes), Slack);
        key.ExpiresAt.Should().BeCloseTo(TimeProvider.System.GetUtcNow().AddMinutes(5), Slack);
        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
    }

    [TestCase(4)]
    [TestCase(14)]
    [TestCase(-14)]
    public async Task First_key_opens_at_once(int minutes)
    {
        AzuriteIssuer issuer = IssuerWithClockOff(minutes);

        SignedUrl key = await issuer.Issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await StatusOfAsync(key.Url)).Should().Be(HttpStatusCode.OK);
    }

    [TestCase(30)]
    [TestCase(-30)]
    public async Task Clock_that_is_off_too_far_is_said_to_be(int minutes)
    {
        AzuriteIssuer issuer = IssuerWithClockOff(minutes);
        Func<Task> issuing = async () => await issuer.Issuer.IssueUrlAsync(Blob(Mine), Permissions.Read);

        (await issuing.Should().ThrowAsync<ValetKeyException>()).Which.Message.Should().Contain("Set the clock right");
    }

    private AzuriteIssuer IssuerWithClockOff(int minutes) =>
        Keep(AzuriteIssuer.Create(Azurite, Signature.Delegation, time: new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes))));
}
