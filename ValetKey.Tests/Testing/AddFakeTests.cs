using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ValetKey.Testing;

namespace ValetKey.Tests.Testing;

/// <summary>Fakes are registered as stores are, and take a store's place.</summary>
internal sealed class AddFakeTests
{
    private static readonly KeyScope Avatar = KeyScope.ForObject("profiles", "42/avatar.jpg");

    [Test]
    public async Task Fake_is_keyed_and_the_first_is_unkeyed_too()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddValetKey().AddFake("media").AddFake("reports").AddFake("media").Services.BuildServiceProvider();

        FakeIssuer media = services.GetRequiredKeyedService<FakeIssuer>("media");

        services.GetRequiredService<FakeIssuer>().Should().BeSameAs(media);
        services.GetRequiredService<IValetKeyIssuer>().Should().BeSameAs(media);
        services.GetRequiredKeyedService<IValetKeyIssuer>("media").Should().BeSameAs(media);
        services.GetRequiredKeyedService<IValetKeyIssuer>("reports").Should().NotBeSameAs(media).And.BeOfType<FakeIssuer>()
            .Which.Name.Should().Be("reports");
    }

    [Test]
    public async Task Options_policies_and_audit_are_the_applications()
    {
        Sink sink = new();
        await using ServiceProvider services = new ServiceCollection()
            .AddValetKey(options => options.DefaultLifetime = TimeSpan.FromMinutes(2))
            .AddFake("media")
            .AddPolicy("media", new OnlyAda())
            .AddAuditSink(sink)
            .Services.BuildServiceProvider();
        FakeIssuer issuer = services.GetRequiredService<FakeIssuer>();

        IssuedKey key = await issuer.IssueAsync(new KeyRequest(Avatar, Permissions.Read) { Subject = "ada" });
        Func<Task> other = async () => await issuer.IssueAsync(new KeyRequest(Avatar, Permissions.Read) { Subject = "mallory" });

        (key.ExpiresAt - key.IssuedAt).Should().Be(TimeSpan.FromMinutes(2));
        (await other.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Denied);
        sink.Outcomes.Should().Equal(KeyAuditOutcome.Issued, KeyAuditOutcome.Refused);
    }

    [Test]
    public async Task In_the_place_of_a_store_it_refuses_what_the_store_cannot_enforce()
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddValetKey()
            .AddAmazonS3("media", options => options.Region = "eu-west-1")
            .AddFake("media")
            .Services.BuildServiceProvider();
        FakeIssuer issuer = services.GetRequiredService<FakeIssuer>();
        KeyRequest range = new(Avatar, Permissions.Write) { Constraints = new() { ContentLength = LengthRange.AtMost(5) }, Form = KeyForm.SignedUrl };
        Func<Task> refused = async () => await issuer.IssueAsync(range);

        services.GetRequiredService<IValetKeyIssuer>().Should().BeSameAs(issuer);
        (await refused.Should().ThrowAsync<ValetKeyException>()).Which.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        (await issuer.IssueAsync(range with { Form = null })).Should().BeOfType<SignedForm>();
        (await issuer.IssueUrlAsync(Avatar, Permissions.Read)).Url.Should().StartWith("https://fake.invalid/media/profiles/");
    }

    [Test]
    public void Settings_of_a_store_whose_place_it_takes_are_still_checked()
    {
        using ServiceProvider services = new ServiceCollection().AddValetKey().AddAmazonS3("media").AddFake("media").Services.BuildServiceProvider();

        Action get = () => services.GetRequiredService<FakeIssuer>();

        get.Should().Throw<OptionsValidationException>().Which.Message.Should().Contain("Region");
    }

    [Test]
    public void Store_does_not_take_the_place_of_a_fake()
    {
        IValetKeyBuilder builder = new ServiceCollection().AddValetKey().AddFake("media");

        Action add = () => builder.AddAmazonS3("media");

        add.Should().Throw<ArgumentException>().WithMessage("*'media' is already registered*");
    }

    private sealed class OnlyAda : IKeyPolicy
    {
        public ValueTask<KeyRequest> EvaluateAsync(KeyRequest request, KeyPolicyContext context, CancellationToken cancellationToken) =>
            request.Subject == "ada" ? ValueTask.FromResult(request) : throw ValetKeyException.Denied("Ada alone.");
    }

    private sealed class Sink : IKeyAuditSink
    {
        public List<KeyAuditOutcome> Outcomes { get; } = [];

        public ValueTask WriteAsync(KeyAuditEvent auditEvent, CancellationToken cancellationToken)
        {
            Outcomes.Add(auditEvent.Outcome);
            return ValueTask.CompletedTask;
        }
    }
}
