using ValetKey.Azure.Delegation;
using ValetKey.Azure.Signing;
using ValetKey.Providers;
using ValetKey.Tests.Azure.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Azure;

/// <summary>User delegation: what is asked of the source, what the token says of the key, and that no token outlives it.</summary>
internal sealed class AzureDelegationTests
{
    private static readonly KeyRequest Read = TestAccount.Ask("object:media/a.txt", Permissions.Read);

    [Test]
    public async Task The_token_says_whose_key_signed()
    {
        DateTimeOffset end = TestAccount.Start.AddDays(1);
        await using TestAccount account = TestAccount.Delegated(blobs: FakeDelegation.Until(end));

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read);

        Dictionary<string, string> token = SasText.Parse(key.Url);
        (token["skoid"], token["sktid"]).Should().Be((FakeDelegation.ObjectId, FakeDelegation.TenantId));
        (token["skt"], token["ske"], token["sks"], token["skv"]).Should().Be(("2026-04-29T03:02:01Z", "2026-05-05T03:02:01Z", "b", "2026-10-06"));
        token["scid"].Should().Be(key.Id.ToString());
    }

    [Test]
    public async Task Queues_have_keys_of_their_own()
    {
        FakeDelegation blobs = FakeDelegation.Until(TestAccount.Start.AddDays(1));
        FakeDelegation queues = FakeDelegation.Until(TestAccount.Start.AddDays(1), "q");
        await using TestAccount account = TestAccount.Delegated(blobs: blobs, queues: queues);

        SignedUrl key = await account.IssueAsync<SignedUrl>(TestAccount.Ask("queue:jobs", Permissions.Send));

        (SasText.Value(key.Url, "sks"), blobs.Needs.Count, queues.Needs.Count).Should().Be(("q", 0, 1));
        SasText.Parse(key.Url).Should().NotContainKey("scid");
    }

    [Test]
    public async Task Queues_are_refused_by_a_version_that_has_no_delegation_for_them()
    {
        await using TestAccount account = TestAccount.Delegated(options => options.ServiceVersion = "2025-05-05");

        ValetKeyException refusal = await account.RefusalOf(TestAccount.Ask("queue:jobs", Permissions.Send));

        refusal.Message.Should().Contain("does not open a resource of kind Queue");
    }

    [Test]
    public async Task The_source_is_told_what_the_key_is_for()
    {
        FakeDelegation source = FakeDelegation.Until(TestAccount.Start.AddDays(1));
        await using TestAccount account = TestAccount.Delegated(blobs: source);

        await account.IssueAsync(Read with { Lifetime = TimeSpan.FromMinutes(20), MinimumLifetime = TimeSpan.FromMinutes(10) });

        source.Needs.Should().Equal(new LeaseNeed
        {
            Now = TestAccount.Start,
            LatestStart = TestAccount.Start.AddMinutes(-5),
            MinimumEnd = TestAccount.Start.AddMinutes(10),
            PreferredEnd = TestAccount.Start.AddMinutes(20),
        });
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_token_ends_with_its_delegation_key_and_says_so(bool isSlow)
    {
        DateTimeOffset end = TestAccount.Start.AddMinutes(10);
        FakeDelegation source = new((_, _) => FakeDelegation.Key(end.AddDays(-1), end)) { IsSlow = isSlow };
        await using TestAccount account = TestAccount.Delegated(blobs: source);

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read with { Lifetime = TimeSpan.FromMinutes(15) });

        (key.ExpiresAt, key.ExpiryLimit, SasText.Value(key.Url, "se")).Should().Be((end, ExpiryLimit.Credential, "2026-05-04T03:12:01Z"));
    }

    [Test]
    public async Task A_query_ends_with_its_delegation_key_too()
    {
        DateTimeOffset end = TestAccount.Start.AddMinutes(10);
        await using TestAccount account = TestAccount.Delegated(blobs: FakeDelegation.Until(end));

        SignedQuery key = await account.IssueAsync<SignedQuery>(TestAccount.Ask("container:media", Permissions.Read | Permissions.List));

        (key.ExpiresAt, key.ExpiryLimit, SasText.Value(key.Query, "se")).Should().Be((end, ExpiryLimit.Credential, "2026-05-04T03:12:01Z"));
    }

    [Test]
    public async Task A_token_that_would_end_too_soon_to_be_of_use_is_not_handed_out()
    {
        await using TestAccount account = TestAccount.Delegated(blobs: FakeDelegation.Until(TestAccount.Start.AddMinutes(5)));

        ValetKeyException refusal = await account.RefusalOf(Read with { MinimumLifetime = TimeSpan.FromMinutes(6) });

        refusal.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_key_that_was_cleared_in_between_is_asked_for_once_more(bool isSlow)
    {
        DelegationKey cleared = FakeDelegation.Key(TestAccount.Start.AddDays(-1), TestAccount.Start.AddDays(1), version: "2025-11-05");
        cleared.Dispose();
        int asked = 0;
        FakeDelegation source =
            new((_, _) => asked++ == 0 ? cleared : FakeDelegation.Key(TestAccount.Start.AddDays(-1), TestAccount.Start.AddDays(1)))
            {
                IsSlow = isSlow,
            };
        await using TestAccount account = TestAccount.Delegated(blobs: source);

        SignedUrl key = await account.IssueAsync<SignedUrl>(Read);

        (asked, SasText.Value(key.Url, "skv")).Should().Be((2, "2026-10-06"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Cleared_keys_alone_are_a_failure_and_not_a_loop(bool isSlow)
    {
        DelegationKey cleared = FakeDelegation.Key(TestAccount.Start.AddDays(-1), TestAccount.Start.AddDays(1));
        cleared.Dispose();
        FakeDelegation source = new((_, _) => cleared) { IsSlow = isSlow };
        await using TestAccount account = TestAccount.Delegated(blobs: source);

        ValetKeyException fault = await account.RefusalOf(Read);

        (fault.Reason, fault.IsTransient, source.Needs.Count).Should().Be((ValetKeyErrorReason.CredentialsUnavailable, true, 2));
    }

    [Test]
    public async Task More_than_seven_days_are_refused()
    {
        FakeDelegation source = FakeDelegation.Until(TestAccount.Start.AddDays(30));
        await using TestAccount account = TestAccount.Delegated(blobs: source);

        ValetKeyException refusal = await account.RefusalOf(Read with { Lifetime = TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1) });
        IssuedKey key = await account.IssueAsync(Read with { Lifetime = TimeSpan.FromDays(7) });

        refusal.Message.Should().Contain("ends 7.00:00:00 after issue at the latest");
        (key.ExpiresAt, source.Needs.Count).Should().Be((TestAccount.Start.AddDays(7), 1));
    }

    [Test]
    public async Task An_account_key_signs_for_longer()
    {
        await using TestAccount account = TestAccount.WithKey();

        (await account.IssueAsync(Read with { Lifetime = TimeSpan.FromDays(30) })).ExpiresAt.Should().Be(TestAccount.Start.AddDays(30));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Equal_requests_of_a_stable_window_give_one_url(bool isDelegated)
    {
        await using TestAccount account = isDelegated ? TestAccount.Delegated() : TestAccount.WithKey();
        KeyRequest request = Read with { StableFor = TimeSpan.FromMinutes(5) };

        SignedUrl one = await account.IssueAsync<SignedUrl>(request);
        account.Time.Advance(TimeSpan.FromSeconds(30));
        SignedUrl other = await account.IssueAsync<SignedUrl>(request);

        other.Url.Should().Be(one.Url);
        other.Id.Should().NotBe(one.Id);
        SasText.Parse(one.Url).Should().NotContainKey("scid");
    }

    [Test]
    public async Task A_version_without_correlation_ids_has_none()
    {
        await using TestAccount account = TestAccount.Delegated(options => options.ServiceVersion = "2019-12-12");

        SasText.Parse((await account.IssueAsync<SignedUrl>(Read)).Url).Should().NotContainKey("scid");
    }

    [Test]
    public async Task A_caller_who_gave_up_gets_nothing()
    {
        using AzureKeySigner signer = TestAccount.DelegatedSigner();
        KeyGrant grant = Grants.Of(Read.Scope, Permissions.Read);

        await FluentActions.Awaiting(() => signer.SignAsync(grant, new CancellationToken(canceled: true)).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();
    }
}
