using ValetKey.Tests.Gcp.CloudCdn.Support;
using ValetKey.Tests.Servers.CloudCdn;

namespace ValetKey.Tests.Gcp.CloudCdn;

/// <summary>How a key comes in, is rotated, and goes.</summary>
public sealed class CloudCdnKeyTests
{
    private static readonly KeyScope Photo = KeyScope.ForObject("media", "a/b.jpg");

    /// <summary>Sixteen zeros.</summary>
    private static string OtherKey => "AAAAAAAAAAAAAAAAAAAAAA==";

    [TestCase("")]
    [TestCase("\n")]
    [TestCase("\r\n")]
    public async Task A_key_is_read_from_a_file_once(string end)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, TestBalancer.KeyText + end);
            await using TestBalancer balancer = new(options => (options.Key, options.KeyPath) = (null, file));
            await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read);

            await File.WriteAllTextAsync(file, "no key any more");
            SignedUrl key = await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read);

            TestBalancer.Opens(key.Url).Should().BeTrue();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_key_may_come_without_its_padding()
    {
        await using TestBalancer balancer = new(options => options.Key = TestBalancer.KeyText.TrimEnd('='));

        SignedUrl key = await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read);

        TestBalancer.Opens(key.Url).Should().BeTrue();
    }

    [Test]
    public async Task A_rotated_key_signs_without_a_restart()
    {
        RotatedKey rotated = new(TestBalancer.KeyText);
        await using TestBalancer balancer = new(rotated.Apply, rotated);
        SignedUrl before = await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read);

        rotated.Change(OtherKey);
        SignedUrl after = await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read);

        TestBalancer.Opens(before.Url).Should().BeTrue();
        TestBalancer.Opens(after.Url).Should().BeFalse();
        new CloudCdnEdge(TestBalancer.KeyName, new byte[16]).Opens(after.CreateRequest(), TestBalancer.Start).Should().BeTrue();
    }

    [Test]
    public async Task A_key_that_does_not_pass_changes_nothing()
    {
        RotatedKey rotated = new(TestBalancer.KeyText);
        await using TestBalancer balancer = new(rotated.Apply, rotated);
        await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read);

        rotated.Change("short");

        string log = balancer.Logs.GetSnapshot().Should().ContainSingle(record => record.Id.Name == "SettingsRefused").Which.Message;
        log.Should().Contain("Key must hold a key of 16 bytes").And.NotContain("short");
        TestBalancer.Opens((await balancer.Issuer.IssueUrlAsync(Photo, Permissions.Read)).Url).Should().BeTrue();
    }

    [Test]
    public async Task Equal_stable_requests_give_equal_urls()
    {
        await using TestBalancer balancer = new();
        KeyRequest request = new(Photo, Permissions.Read) { StableFor = TimeSpan.FromMinutes(5) };

        SignedUrl one = await balancer.Issuer.IssueUrlAsync(request);
        balancer.Time.Advance(TimeSpan.FromMinutes(1));
        SignedUrl other = await balancer.Issuer.IssueUrlAsync(request);

        other.Url.Should().Be(one.Url);
        other.Id.Should().NotBe(one.Id);
    }

    [Test]
    public async Task Eight_threads_sign_at_once_and_every_key_opens()
    {
        await using TestBalancer balancer = new();
        int opened = 0;

        Thread[] threads = [.. Enumerable.Range(0, 8).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                ValueTask<SignedUrl> key = balancer.Issuer.IssueUrlAsync(KeyScope.ForObject("media", $"{thread}/{i}"), Permissions.Read);
                if (TestBalancer.Opens(key.GetAwaiter().GetResult().Url))
                {
                    Interlocked.Increment(ref opened);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());

        opened.Should().Be(1600);
    }

    [Test]
    public async Task A_disposed_signer_signs_no_more()
    {
        TestBalancer balancer = new();
        IValetKeyIssuer issuer = balancer.Issuer;
        await issuer.IssueUrlAsync(Photo, Permissions.Read);

        await balancer.DisposeAsync();
        Func<Task> act = async () => await issuer.IssueUrlAsync(Photo, Permissions.Read);

        await act.Should().ThrowAsync<ValetKeyException>();
    }
}
