using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.Credentials;

/// <summary>Keys that are to be equal over hours do not keep the credentials behind them from being renewed ahead of their end.</summary>
public sealed class StableRenewalTests
{
    [Test]
    public async Task Stable_keys_have_the_credentials_renewed_by_the_real_time()
    {
        TestCredentials credentials = TestCredentials.Ending(TestStore.Start.AddHours(1), TestStore.Start.AddHours(6));
        await using TestStore store = new(options => options.Credentials = credentials);
        KeyRequest request = TestStore.AskToRead() with
        {
            StableFor = TimeSpan.FromHours(2), // The window began at 02:00, and the credentials end at 04:02:01.
            Lifetime = TimeSpan.FromHours(3),
            MinimumLifetime = TimeSpan.FromSeconds(1),
        };
        await store.IssueAsync(request);

        store.Time.Advance(TimeSpan.FromMinutes(57));
        IssuedKey key = await store.IssueAsync(request);

        await Eventually.TrueAsync(() => credentials.Reads > 1);
        credentials.Reads.Should().Be(2);
        key.ExpiresAt.Should().Be(TestStore.Start.AddHours(1), "the held ones still served");
    }
}
