using System.Net;
using ValetKey.Aws.Signing;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Aws.Sessions;

namespace ValetKey.Tests.Aws.S3;

/// <summary>What S3 does not enforce is refused, and the message names the setting with which it would be.</summary>
internal sealed class S3RefusalTests
{
    private static readonly KeyScope Photo = KeyScope.ForObject("pictures", "a.png");

    private static IEnumerable<TestCaseData> WhatNeedsARole()
    {
        yield return Case("client network",
            TestStore.AskToRead(new() { ClientNetwork = ClientNetwork.FromNetwork(IPNetwork.Parse("10.0.0.0/8")) }), "a signed URL");
        yield return Case(
            "client range",
            TestStore.AskToRead(new() { ClientNetwork = ClientNetwork.FromRange(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.5")) }),
            "a signed URL");
        yield return Case("https only", TestStore.AskToRead(new() { HttpsOnly = true }), "a signed URL");
        yield return Case("a start", TestStore.AskToRead(new() { NotBefore = TestStore.Start.AddMinutes(1) }), "a signed URL");
        yield return Case(
            "a form over https",
            TestStore.Ask(Photo, Permissions.Write, new() { HttpsOnly = true, ContentLength = LengthRange.AtMost(5) }), "a signed form");
        yield return Case("two permissions", TestStore.Ask(Photo, Permissions.Read | Permissions.Write), "temporary credentials");
        yield return Case("a prefix", TestStore.Ask(KeyScope.ForPrefix("pictures", "a/"), Permissions.Read), "temporary credentials");
        yield return Case("a queue", TestStore.Ask(KeyScope.ForQueue("jobs"), Permissions.Send), "temporary credentials");

        static TestCaseData Case(string name, KeyRequest request, string form) => new TestCaseData(request, form).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(WhatNeedsARole))]
    public async Task Without_a_role_the_refusal_names_RoleArn(KeyRequest request, string form)
    {
        await using TestStore store = new();

        ValetKeyException refusal = await store.RefusalOf(request);

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("needs RoleArn").And.Contain($"set RoleArn, and {form} can");
    }

    [TestCaseSource(nameof(WhatNeedsARole))]
    public async Task With_a_role_it_is_issued(KeyRequest request, string form)
    {
        using FakeTokenService sts = new();
        await using TestStore store = new(sts: sts);

        IssuedKey key = await store.IssueAsync(request);

        key.Enforced.Should().Be(request.Constraints.Kinds);
        form.Should().Be(key switch { SignedUrl => "a signed URL", SignedForm => "a signed form", _ => "temporary credentials" });
        sts.Requests.Should().ContainSingle().Which.RoleArn.Should().Be(TestStore.RoleArn);
    }

    [Test]
    public async Task Peeking_at_a_queue_is_refused_since_SQS_has_none()
    {
        using FakeTokenService sts = new();
        await using TestStore store = new(sts: sts);

        ValetKeyException refusal = await store.RefusalOf(TestStore.Ask(KeyScope.ForQueue("jobs"), Permissions.Peek | Permissions.Receive));

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("Temporary credentials: does not give Peek there");
        sts.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task Credentials_cannot_be_the_same_for_equal_requests()
    {
        using FakeTokenService sts = new();
        await using TestStore store = new(sts: sts);

        ValetKeyException refusal = await store.RefusalOf(
            TestStore.Ask(KeyScope.ForPrefix("pictures", "a/"), Permissions.Read) with { StableFor = TimeSpan.FromMinutes(5) });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("StableFor");
        sts.Requests.Should().BeEmpty();
    }

    [Test]
    public async Task A_range_of_lengths_is_for_forms()
    {
        await using TestStore store = new();

        ValetKeyException refusal = await store.RefusalOf(TestStore.Ask(Photo, Permissions.Create, new() { ContentLength = LengthRange.AtMost(5) }));

        refusal.Message.Should().Contain("would not enforce LengthRange").And.Contain("bind it with LengthRange.Exactly");
    }

    [Test]
    public async Task A_single_use_is_refused()
    {
        await using TestStore store = new();

        (await store.RefusalOf(TestStore.AskToRead(new() { SingleUse = true }))).Message.Should().Contain("would not enforce SingleUse");
    }

    [Test]
    public async Task An_extra_for_forms_is_refused_with_a_url()
    {
        await using TestStore store = new();

        ValetKeyException refusal = await store.RefusalOf(
            TestStore.Ask(KeyScope.ForObject("pictures", "a"), Permissions.Write) with
            {
                Form = KeyForm.SignedUrl,
                Extras = [new FormSuccess(201)],
            });

        refusal.Message.Should().Contain("does not know FormSuccess");
    }

    [TestCase("jobs")]
    [TestCase("jobs.fifo")]
    [TestCase("Jobs_1-a")]
    public void A_queue_has_a_plain_name(string name) => QueueNames.Checked(name).Should().Be(name);

    [TestCase(".fifo")]
    [TestCase("jobs.fif")]
    [TestCase("jobs*")]
    [TestCase("jöbs")]
    [TestCase("a b")]
    [TestCase("012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public void Another_name_is_refused(string name) => FluentActions.Invoking(() => QueueNames.Checked(name)).Should().Throw<ValetKeyException>()
        .WithMessage($"The queue '{name}' is no queue's name: up to 80 letters*").Which.Reason.Should().Be(ValetKeyErrorReason.InvalidRequest);
}
