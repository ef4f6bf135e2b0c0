using Microsoft.Extensions.DependencyInjection;
using ValetKey.Testing;

namespace ValetKey.Tests.Testing;

/// <summary>What the fake refuses: what the real issuer would, and what the test wants refused.</summary>
internal sealed class FakeRefusalTests
{
    private static readonly KeyRequest Download = new(KeyScope.ForObject("profiles", "42/avatar.jpg"), Permissions.Read);

    private static readonly KeyRequest[] Wrong =
    [
        Download with { Permissions = Permissions.None },
        Download with { Permissions = Permissions.Send },
        Download with { Lifetime = TimeSpan.Zero },
        Download with { Lifetime = TimeSpan.FromDays(1) },
        Download with { Constraints = new() { ContentType = "image/png" } },
        Download with { StableFor = TimeSpan.FromHours(1) },
    ];

    [TestCaseSource(nameof(Wrong))]
    public async Task Request_that_the_real_issuer_refuses_is_refused_in_the_same_words(KeyRequest request)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddValetKey().AddAmazonS3("media", options => options.Region = "eu-west-1").Services.BuildServiceProvider();

        ValetKeyException refusal = await RefusalOfAsync(new FakeIssuer("media"), request);
        ValetKeyException real = await RefusalOfAsync(services.GetRequiredService<IValetKeyIssuer>(), request);

        (refusal.Reason, refusal.Message, refusal.IssuerName).Should().Be((real.Reason, real.Message, real.IssuerName));
        refusal.Reason.Should().NotBe(ValetKeyErrorReason.ProviderFailure);
    }

    [Test]
    public async Task Options_hold()
    {
        FakeIssuer issuer = new(configure: options => options.AllowedPermissions = Permissions.Write);

        (await RefusalOfAsync(issuer, Download)).Reason.Should().Be(ValetKeyErrorReason.Denied);
    }

    [Test]
    public async Task Next_request_is_refused_and_the_one_after_is_not([Values] ValetKeyErrorReason reason)
    {
        FakeIssuer issuer = new();

        issuer.Refuse(reason);
        ValetKeyException refusal = await RefusalOfAsync(issuer, Download);

        refusal.Reason.Should().Be(reason);
        refusal.IsTransient.Should().Be(reason == ValetKeyErrorReason.QuotaExhausted);
        refusal.AttemptId.Should().NotBeNull();
        refusal.Scope.Should().Be(Download.Scope);
        (await issuer.IssueAsync(Download)).Should().NotBeNull();
        issuer.Keys.Should().ContainSingle();
    }

    [Test]
    public async Task Request_that_is_refused_anyway_does_not_use_up_a_refusal()
    {
        FakeIssuer issuer = new();
        issuer.Refuse(ValetKeyErrorReason.QuotaExhausted);

        (await RefusalOfAsync(issuer, Wrong[0])).Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
        (await RefusalOfAsync(issuer, Download)).Reason.Should().Be(ValetKeyErrorReason.QuotaExhausted);
    }

    [Test]
    public async Task Refusals_come_in_their_order()
    {
        FakeIssuer issuer = new();
        issuer.Refuse(ValetKeyErrorReason.Denied, "first");
        issuer.Refuse(ValetKeyException.QuotaExhausted("second", TimeSpan.FromSeconds(7)));

        (await RefusalOfAsync(issuer, Download)).Message.Should().Be("first");
        ValetKeyException second = await RefusalOfAsync(issuer, Download);

        (second.Message, second.RetryAfter).Should().Be(("second", TimeSpan.FromSeconds(7)));
    }

    [Test]
    public async Task Requests_of_a_kind_are_refused_each_time_and_others_are_not()
    {
        FakeIssuer issuer = new();
        issuer.RefuseWhen(request => request.Subject == "mallory", ValetKeyErrorReason.Denied, "not you");
        KeyRequest hers = Download with { Subject = "mallory" };

        (await RefusalOfAsync(issuer, hers)).Detail.Should().Be("not you");
        (await RefusalOfAsync(issuer, hers)).Reason.Should().Be(ValetKeyErrorReason.Denied);
        (await issuer.IssueAsync(Download with { Subject = "ada" })).Should().NotBeNull();
    }

    [Test]
    public async Task Everything_is_forgotten_on_demand()
    {
        FakeIssuer issuer = new();
        IssuedKey first = await issuer.IssueAsync(Download);
        issuer.Refuse(ValetKeyErrorReason.Denied);
        issuer.RefuseWhen(_ => true, ValetKeyErrorReason.Denied);

        issuer.Clear();

        (issuer.Requests.Count, issuer.Keys.Count).Should().Be((0, 0));
        (await issuer.IssueAsync(Download)).Id.Should().Be(first.Id);
    }

    [Test]
    public async Task Cancellation_is_honoured()
    {
        Func<Task> issue = async () => await new FakeIssuer().IssueAsync(Download, new CancellationToken(canceled: true));

        await issue.Should().ThrowAsync<OperationCanceledException>();
    }

    [Test]
    public void Reason_that_is_none_is_an_argument_out_of_range()
    {
        Action refuse = () => new FakeIssuer().Refuse((ValetKeyErrorReason)99);

        refuse.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static async Task<ValetKeyException> RefusalOfAsync(IValetKeyIssuer issuer, KeyRequest request)
    {
        Func<Task> issue = async () => await issuer.IssueAsync(request);
        return (await issue.Should().ThrowAsync<ValetKeyException>()).Which;
    }
}
