using System.Net;
using CsCheck;

namespace ValetKey.Tests.Core.Constraints;

/// <summary>The networks of a range hold its addresses and no other, and are as few as can be.</summary>
internal sealed class ClientNetworkCoverTests
{
    [Test]
    public void Networks_of_a_small_range_are_those_of_brute_force() => Gen.Select(Gen.Int[0, 255], Gen.Int[0, 255]).Sample((one, other) =>
    {
        (int first, int last) = (Math.Min(one, other), Math.Max(one, other));

        IPNetwork[] networks = [.. ClientNetwork.FromRange(V4(first), V4(last)).ToNetworks()];

        Enumerable.Range(0, 256).Where(i => networks.Count(network => network.Contains(V4(i))) == 1)
            .Should().Equal(Enumerable.Range(first, last - first + 1));
        networks.Should().HaveCount(FewestByBruteForce(first, last));
    });

    [Test]
    public void Networks_of_a_small_IPv6_range_are_those_of_brute_force() => Gen.Select(Gen.Int[0, 127], Gen.Int[0, 127]).Sample((one, other) =>
    {
        (int first, int last) = (Math.Min(one, other), Math.Max(one, other));

        IPNetwork[] networks = [.. ClientNetwork.FromRange(V6(first), V6(last)).ToNetworks()];

        Enumerable.Range(0, 128).Where(i => networks.Count(network => network.Contains(V6(i))) == 1)
            .Should().Equal(Enumerable.Range(first, last - first + 1));
        networks.Should().HaveCount(FewestByBruteForce(first, last));
    });

    [TestCase("0.0.0.0", "255.255.255.255", "0.0.0.0/0")]
    [TestCase("255.255.255.255", "255.255.255.255", "255.255.255.255/32")]
    [TestCase("0.0.0.0", "0.0.0.0", "0.0.0.0/32")]
    [TestCase("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0")]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")]
    [TestCase("203.0.113.7", "203.0.113.16", "203.0.113.7/32 203.0.113.8/29 203.0.113.16/32")]
    public void Ranges_at_the_ends_have_their_networks(string first, string last, string networks) =>
        string.Join(' ', ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last)).ToNetworks()).Should().Be(networks);

    /// <summary>The least number of aligned blocks that make up a range, by trying every first block.</summary>
    private static int FewestByBruteForce(int first, int last)
    {
        int[] fewest = new int[last - first + 2];
        for (int start = last; start >= first; start--)
        {
            fewest[start - first] = int.MaxValue;
            for (int size = 1; start % size == 0 && start + size - 1 <= last; size *= 2)
            {
                fewest[start - first] = Math.Min(fewest[start - first], 1 + fewest[start - first + size]);
            }
        }

        return fewest[0];
    }

    private static IPAddress V4(int last) => new([192, 0, 2, (byte)last]);

    private static IPAddress V6(int last) => IPAddress.Parse($"2001:db8::{last:x}");
}
