using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ValetKey.Providers;
using ValetKey.Tests.Gcp.Servers.Support;

namespace ValetKey.Tests.Gcp.Servers;

/// <summary>Keys end when they say, by the service's clock, and a machine whose clock is off still issues keys that work.</summary>
internal sealed class UrlTimeTests : GcsServerTests
{
    private static readonly TimeSpan Off = TimeSpan.FromMinutes(10);

    [TearDown]
    public void SetClock() => Server.Service.ClockOffset = TimeSpan.Zero;

    [TestCase(GcsSigner.UrlSigner)]
    public async Task Url_ends_when_it_says(GcsSigner signer)
    {
        string name = NewName();
        Store(name);
        SignedUrl key = await IssuerOf(signer).IssueUrlAsync(new KeyRequest(Object(name), Permissions.Read) { Lifetime = TimeSpan.FromMinutes(2) });
        TimeSpan left = key.ExpiresAt - TimeProvider.System.GetUtcNow();

        Server.Service.ClockOffset = left - TimeSpan.FromSeconds(10);
        string before = await CodeOfAsync(key.CreateRequest());
        Server.Service.ClockOffset = left;
        string after = await CodeOfAsync(key.CreateRequest());

        before.Should().BeEmpty();
        after.Should().Be("ExpiredToken");
    }

    [Test]
    public async Task Url_of_seven_days_works_to_the_last_second_and_longer_is_refused()
    {
        string name = NewName();
        Store(name);
        await using GcsIssuer issuer = GcsIssuer.Create(Server, rules: rules => rules.MaximumLifetime = TimeSpan.FromDays(8));
        KeyRequest request = new(Object(name), Permissions.Read);
        SignedUrl key = await issuer.Issuer.IssueUrlAsync(request with { Lifetime = TimeSpan.FromDays(7) });
        Func<Task> longer = async () => await issuer.Issuer.IssueUrlAsync(request with { Lifetime = TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1) });

        (await CodeOfAsync(key.CreateRequest())).Should().BeEmpty();
        Server.Service.ClockOffset = TimeSpan.FromDays(7) - TimeSpan.FromSeconds(10);
        (await CodeOfAsync(key.CreateRequest())).Should().BeEmpty();
        Server.Service.ClockOffset = TimeSpan.FromDays(7);
        (await CodeOfAsync(key.CreateRequest())).Should().Be("ExpiredToken");
        (await longer.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCase(GcsSigner.UrlSigner)]
    public async Task Form_ends_when_it_says(GcsSigner signer)
    {
        SignedForm form = await IssuerOf(signer).IssueFormAsync(
            new KeyRequest(Object(NewName()), Permissions.Write) { Lifetime = TimeSpan.FromMinutes(2), Form = KeyForm.SignedForm });
        TimeSpan left = form.ExpiresAt - TimeProvider.System.GetUtcNow();

        Server.Service.ClockOffset = left - TimeSpan.FromSeconds(10);
        string before = await CodeOfAsync(form.CreateRequest(Content("1")));
        Server.Service.ClockOffset = left;
        string after = await CodeOfAsync(form.CreateRequest(Content("1")));

        before.Should().BeEmpty();
        after.Should().Be("ExpiredToken");
    }

    [TestCase(1)]
    [TestCase(-1)]
    public async Task Clock_that_is_off_is_measured_and_then_keys_work_and_end_on_time(int sign)
    {
        Server.Service.ClockOffset = sign * Off;
        string name = NewName();
        Store(name);
        await using GcsIssuer issuer = GcsIssuer.Create(Server, options => options.ServiceUrl = Server.Endpoint,
            rules => rules.ClockSkew = ClockSkewPolicy.Strict);
        KeyRequest request = new(Object(name), Permissions.Read) { Lifetime = TimeSpan.FromMinutes(1) };

        string unmeasured = await CodeOfAsync((await issuer.Issuer.IssueUrlAsync(request)).CreateRequest());
        await issuer.Services.GetRequiredKeyedService<StorageClock>(GcsIssuer.Name).MeasureAsync();
        DateTimeOffset begun = Server.Service.Now;
        SignedUrl key = await issuer.Issuer.IssueUrlAsync(request);
        DateTimeOffset issued = Server.Service.Now;

        // The measured time may be ahead by half of what the Date header cuts off, and Strict gives no start before it.
        Server.Service.ClockOffset += TimeSpan.FromSeconds(1);
        string measured = await CodeOfAsync(key.CreateRequest());

        unmeasured.Should().Be(sign > 0 ? "ExpiredToken" : "RequestTimeTooSkewed");
        issuer.Services.GetRequiredKeyedService<StorageClock>(GcsIssuer.Name).Offset.Should().BeCloseTo(sign * Off, TimeSpan.FromSeconds(5));
        measured.Should().BeEmpty();
        key.ExpiresAt.Should().BeOnOrAfter(begun.AddMinutes(1).AddSeconds(-3)).And.BeOnOrBefore(issued.AddMinutes(1).AddSeconds(3));
    }

    [Test]
    public async Task Key_works_in_the_default_settings_on_a_clock_that_is_a_little_ahead()
    {
        Server.Service.ClockOffset = -TimeSpan.FromMinutes(4);
        string name = NewName();
        Store(name);
        await using GcsIssuer issuer = GcsIssuer.Create(Server);

        SignedUrl key = await issuer.Issuer.IssueUrlAsync(Object(name), Permissions.Read);

        (await SendAsync(key.CreateRequest())).Should().Be(HttpStatusCode.OK);
    }
}
