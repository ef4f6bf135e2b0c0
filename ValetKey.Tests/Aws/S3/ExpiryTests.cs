using ValetKey.Tests.Aws.Credentials;
using ValetKey.Tests.Aws.S3.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>A key says until when it really opens: not past seven days, nor past the credential behind it.</summary>
internal sealed class ExpiryTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    [Test]
    public async Task A_start_is_backdated_and_the_end_kept()
    {
        await using TestStore store = new();

        SignedUrl key = await store.IssueAsync<SignedUrl>(TestStore.AskToRead() with { Lifetime = TimeSpan.FromMinutes(15) });

        (key.NotBefore, key.ExpiresAt).Should().Be((TestStore.Start.AddMinutes(-5), TestStore.Start.AddMinutes(15)));
        SigV4.Value(key.Url, "X-Amz-Date").Should().Be("20260504T025701Z");
        SigV4.Value(key.Url, "X-Amz-Expires").Should().Be("1200");
    }

    [Test]
    public async Task A_key_of_seven_days_gives_up_its_backdating()
    {
        await using TestStore store = new();

        SignedUrl key = await store.IssueAsync<SignedUrl>(TestStore.AskToRead() with { Lifetime = Week });

        (key.NotBefore, key.ExpiresAt).Should().Be((TestStore.Start, TestStore.Start + Week));
        SigV4.Value(key.Url, "X-Amz-Date").Should().Be("20260504T030201Z");
        SigV4.Value(key.Url, "X-Amz-Expires").Should().Be("604800");
    }

    [Test]
    public async Task A_key_of_almost_seven_days_gives_up_some_of_it()
    {
        await using TestStore store = new();

        SignedUrl key = await store.IssueAsync<SignedUrl>(TestStore.AskToRead() with { Lifetime = Week - TimeSpan.FromMinutes(2) });

        key.NotBefore.Should().Be(TestStore.Start.AddMinutes(-2));
        SigV4.Value(key.Url, "X-Amz-Expires").Should().Be("604800");
    }

    [Test]
    public async Task A_key_of_more_than_seven_days_is_refused()
    {
        await using TestStore store = new();

        ValetKeyException refusal = await store.RefusalOf(TestStore.AskToRead() with { Lifetime = Week + TimeSpan.FromSeconds(1) });

        refusal.Reason.Should().Be(ValetKeyErrorReason.Unsupported);
        refusal.Message.Should().Contain("A signed URL: ends 7.00:00:00 after issue at the latest.")
            .And.Contain("What would help: ask for a key that ends within 7.00:00:00 of its issue.");
    }

    [TestCase(KeyForm.SignedUrl, Permissions.Read)]
    [TestCase(KeyForm.SignedForm, Permissions.Write)]
    public async Task A_key_ends_with_its_credential_and_says_so(KeyForm form, Permissions permission)
    {
        DateTimeOffset end = TestStore.Start.AddMinutes(10).AddMilliseconds(700);
        await using TestStore store = new(options => options.Credentials = TestCredentials.Ending(end));

        IssuedKey key = await store.IssueAsync(
            TestStore.Ask(KeyScope.ForObject("pictures", "a.png"), permission) with { Form = form, Lifetime = TimeSpan.FromMinutes(15) });

        (key.ExpiresAt, key.ExpiryLimit).Should().Be((TestStore.Start.AddMinutes(10), ExpiryLimit.Credential));
        if (key is SignedUrl url)
        {
            SigV4.Value(url.Url, "X-Amz-Expires").Should().Be("900", "ten minutes and five of backdating");
            SigV4.Value(url.Url, "X-Amz-Security-Token").Should().Be("token0001");
        }
    }

    [Test]
    public async Task A_key_that_ends_before_its_credential_is_as_was_asked()
    {
        await using TestStore store = new(options => options.Credentials = TestCredentials.Ending(TestStore.Start.AddMinutes(15)));

        IssuedKey key = await store.IssueAsync(TestStore.AskToRead() with { Lifetime = TimeSpan.FromMinutes(15) });

        key.ExpiryLimit.Should().Be(ExpiryLimit.Requested);
    }

    [Test]
    public async Task A_minimum_lifetime_renews_the_credential()
    {
        await using TestStore store =
            new(options => options.Credentials = TestCredentials.Ending(TestStore.Start.AddMinutes(10), TestStore.Start.AddMinutes(40)));
        await store.IssueAsync(TestStore.AskToRead());

        IssuedKey key = await store.IssueAsync(
            TestStore.AskToRead() with { Lifetime = TimeSpan.FromMinutes(30), MinimumLifetime = TimeSpan.FromMinutes(20) });

        (key.ExpiresAt, key.ExpiryLimit).Should().Be((TestStore.Start.AddMinutes(30), ExpiryLimit.Requested));
    }

    [Test]
    public async Task A_minimum_lifetime_that_no_credential_has_is_refused()
    {
        await using TestStore store = new(options => options.Credentials = TestCredentials.Ending(TestStore.Start.AddMinutes(10)));

        ValetKeyException refusal = await store.RefusalOf(
            TestStore.AskToRead() with { Lifetime = TimeSpan.FromMinutes(30), MinimumLifetime = TimeSpan.FromMinutes(20) });

        refusal.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
    }
}
