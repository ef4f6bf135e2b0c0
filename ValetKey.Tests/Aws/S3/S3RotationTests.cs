using System.Collections.Concurrent;
using ValetKey.Tests.Aws.Credentials;
using ValetKey.Tests.Aws.S3.Support;
using ValetKey.Tests.Support;

namespace ValetKey.Tests.Aws.S3;

/// <summary>The day turns and credentials rotate while threads issue: the prepared keys change under them, and every key verifies.</summary>
internal sealed class S3RotationTests
{
    private const int Threads = 8;

    private const string DocumentedUrl =
        "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z"
        + "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
        + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";

    [Test]
    public async Task Every_key_verifies_while_the_day_turns_and_credentials_rotate()
    {
        DateTimeOffset almostMidnight = new(2026, 12, 31, 23, 59, 0, TimeSpan.Zero);
        Func<DateTimeOffset> now = () => almostMidnight;
        TestCredentials credentials = new(number => (TestCredentials.Numbered(number), now().AddMinutes(3)));
        await using TestStore store = new(options => options.Credentials = credentials);
        store.Time.AdjustTime(almostMidnight);
        now = store.Time.GetUtcNow;
        ConcurrentBag<SignedUrl> keys = [];
        using CancellationTokenSource over = new();

        Task[] issuing = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(() => IssueAsync(store, thread, keys, over.Token)))];
        for (int second = 0; second < 600; second++)
        {
            int before = keys.Count;
            await Eventually.TrueAsync(() => keys.Count > before);
            store.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await over.CancelAsync();
        await Task.WhenAll(issuing);

        keys.Should().OnlyContain(key => SigV4.Verifies(key, SecretOf(key)));
        keys.Select(key => SigV4.Value(key.Url, "X-Amz-Credential").Split('/')[1]).Distinct().Should().BeEquivalentTo("20261231", "20270101");
        keys.Select(key => SigV4.Value(key.Url, "X-Amz-Credential").Split('/')[0]).Distinct().Should().HaveCountGreaterThan(3);
    }

    [Test]
    public async Task Issuers_of_two_regions_do_not_mix_their_keys()
    {
        await using TestStore one = new(options => options.Region = "eu-west-1");
        await using TestStore other = new(options => options.Region = "ap-southeast-2");
        ConcurrentBag<SignedUrl> keys = [];
        using CancellationTokenSource over = new();

        Task[] issuing =
            [.. Enumerable.Range(0, Threads).Select(i => Task.Run(() => IssueAsync(i % 2 == 0 ? one : other, i, keys, over.Token)))];
        await Eventually.TrueAsync(() => keys.Count > 1000);
        await over.CancelAsync();
        await Task.WhenAll(issuing);

        keys.Should().OnlyContain(key => SigV4.Verifies(key, TestStore.Secret));
        keys.Should().OnlyContain(key => SigV4.Value(key.Url, "X-Amz-Credential").Split('/')[2] == key.Url.Split('.')[2]);
    }

    [Test]
    public void The_verifier_itself_notices_a_change()
    {
        SignedUrl key = ReadKey(DocumentedUrl);

        SigV4.Verifies(key, TestStore.Secret).Should().BeTrue("it is the documentation's example");
        SigV4.Verifies(key, TestStore.Secret + "x").Should().BeFalse();
        SigV4.Verifies(ReadKey(DocumentedUrl.Replace("86400", "86401", StringComparison.Ordinal)), TestStore.Secret).Should().BeFalse();
    }

    private static SignedUrl ReadKey(string url) => new()
    {
        Id = Guid.Empty,
        Scope = KeyScope.ForObject("examplebucket", "test.txt"),
        Permissions = Permissions.Read,
        IssuedAt = default,
        NotBefore = default,
        ExpiresAt = default,
        ExpiryLimit = default,
        Enforced = default,
        Method = HttpMethod.Get,
        Url = url,
    };

    private static async Task IssueAsync(TestStore store, int thread, ConcurrentBag<SignedUrl> keys, CancellationToken over)
    {
        KeyRequest[] requests =
        [
            TestStore.Ask(KeyScope.ForObject("pictures", $"{thread}/ä b.png"), Permissions.Read),
            TestStore.Ask(
                KeyScope.ForObject("pictures", $"{thread}/b.png"), Permissions.Create,
                new() { ContentType = "image/png", ContentLength = LengthRange.Exactly(5) }),
        ];
        for (int i = 0; !over.IsCancellationRequested; i++)
        {
            keys.Add((SignedUrl)await store.IssueAsync(requests[i % 2] with { Lifetime = TimeSpan.FromMinutes(15) }));
            await Task.Delay(1, CancellationToken.None); // Each key is verified at the end, and some hundreds a second are enough.
        }
    }

    private static string SecretOf(SignedUrl key) =>
        SigV4.Value(key.Url, "X-Amz-Credential").Split('/')[0].Replace("ASIA", "secret", StringComparison.Ordinal);
}
