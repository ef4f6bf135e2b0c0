using ValetKey.Providers;
using ValetKey.Tests.Core.Support;

namespace ValetKey.Tests.Core.Providers;

/// <summary>A key never outlives the credential that signs it, and says so where that is why it ends.</summary>
internal sealed class GrantEndTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>From 11:55 to 12:15, of use until 12:00:01 at least.</summary>
    private static readonly KeyGrant Grant = TestKeys.Grant();

    [Test]
    public void Credential_without_an_end_leaves_the_grants_own() =>
        Grant.EndingBy(null).Should().Be((Noon.AddMinutes(15), ExpiryLimit.Requested));

    [TestCase(900_000)]
    [TestCase(900_001)]
    [TestCase(86_400_000)]
    public void Credential_that_lives_as_long_leaves_the_grants_own(int milliseconds)
    {
        KeyGrant byPolicy = StartingAt(Grant.NotBefore, Grant.MinimumExpiresAt);

        byPolicy.EndingBy(Noon.AddMilliseconds(milliseconds)).Should().Be((Noon.AddMinutes(15), ExpiryLimit.Policy));
    }

    [TestCase(899_999, 899)]
    [TestCase(899_000, 899)]
    [TestCase(1_999, 1)]
    [TestCase(1_000, 1)]
    public void Credential_that_ends_sooner_ends_the_key_at_a_whole_second(int milliseconds, int seconds) =>
        Grant.EndingBy(Noon.AddMilliseconds(milliseconds)).Should().Be((Noon.AddSeconds(seconds), ExpiryLimit.Credential));

    [Test]
    public void End_is_told_in_UTC_whatever_the_credentials_offset() =>
        Grant.EndingBy(Noon.AddMinutes(5).ToOffset(TimeSpan.FromHours(5.5))).ExpiresAt.Offset.Should().Be(TimeSpan.Zero);

    [TestCase(999, "2026-11-01 12:00:00Z")]
    [TestCase(-60_000, "2026-11-01 11:59:00Z")]
    public void Credential_that_ends_before_the_key_is_of_use_is_refused(int milliseconds, string end)
    {
        Action ask = () => Grant.EndingBy(Noon.AddMilliseconds(milliseconds));

        ValetKeyException refusal = ask.Should().Throw<ValetKeyException>().Which;

        refusal.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        refusal.Message.Should().Be(
            $"The credential behind the key ends at {end}; the request needs a key until 2026-11-01 12:00:01Z at least.");
    }

    [Test]
    public void Credential_that_ends_as_the_key_begins_is_refused()
    {
        KeyGrant later = StartingAt(Noon.AddMinutes(10), Noon.AddMinutes(10));
        Action ask = () => later.EndingBy(Noon.AddMinutes(10));

        ask.Should().Throw<ValetKeyException>().Which.Reason.Should().Be(ValetKeyErrorReason.CredentialsUnavailable);
        later.EndingBy(Noon.AddMinutes(10).AddSeconds(1)).Should().Be((Noon.AddMinutes(10).AddSeconds(1), ExpiryLimit.Credential));
    }

    private static KeyGrant StartingAt(DateTimeOffset start, DateTimeOffset minimum) => new()
    {
        Id = Grant.Id,
        Scope = Grant.Scope,
        Permissions = Grant.Permissions,
        Form = Grant.Form,
        IssuedAt = Grant.IssuedAt,
        NotBefore = start,
        ExpiresAt = Grant.ExpiresAt,
        MinimumExpiresAt = minimum,
        ExpiryLimit = ExpiryLimit.Policy,
    };
}
