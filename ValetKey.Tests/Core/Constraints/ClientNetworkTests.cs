using System.Net;

namespace ValetKey.Tests.Core.Constraints;

public sealed class ClientNetworkTests
{
    [TestCase("203.0.113.0/24", "203.0.113.0", "203.0.113.255")]
    [TestCase("203.0.113.8/29", "203.0.113.8", "203.0.113.15")]
    [TestCase("10.0.0.0/9", "10.0.0.0", "10.127.255.255")]
    [TestCase("192.0.2.7/32", "192.0.2.7", "192.0.2.7")]
    [TestCase("128.0.0.0/1", "128.0.0.0", "255.255.255.255")]
    [TestCase("0.0.0.0/0", "0.0.0.0", "255.255.255.255")]
    [TestCase("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    [TestCase("2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff")]
    [TestCase("2001:db8::8/125", "2001:db8::8", "2001:db8::f")]
    [TestCase("2001:db8::1/128", "2001:db8::1", "2001:db8::1")]
    public void Network_has_its_first_and_last_address_and_is_read_back(string cidr, string first, string last)
    {
        ClientNetwork network = ClientNetwork.FromNetwork(IPNetwork.Parse(cidr));

        network.First.Should().Be(IPAddress.Parse(first));
        network.Last.Should().Be(IPAddress.Parse(last));
        network.TryGetNetwork(out IPNetwork back).Should().BeTrue();
        back.Should().Be(IPNetwork.Parse(cidr));
    }

    [TestCase("203.0.113.1", "203.0.113.1", "203.0.113.1")]
    [TestCase("203.0.113.0", "203.0.113.255", "203.0.113.0/24")]
    [TestCase("203.0.113.1", "203.0.113.2", "203.0.113.1-203.0.113.2")]
    [TestCase("2001:db8::1", "2001:db8::1", "2001:db8::1")]
    [TestCase("2001:db8::1", "2001:db8::3", "2001:db8::1-2001:db8::3")]
    public void Text_is_an_address_a_network_or_a_range(string first, string last, string text) =>
        ClientNetwork.FromRange(IPAddress.Parse(first), IPAddress.Parse(last)).ToString().Should().Be(text);

    [TestCase("203.0.113.9", false)]
    [TestCase("203.0.113.10", true)]
    [TestCase("203.0.113.15", true)]
    [TestCase("203.0.113.20", true)]
    [TestCase("203.0.113.21", false)]
    [TestCase("::ffff:203.0.113.15", true)]
    [TestCase("::ffff:203.0.113.21", false)]
    [TestCase("::203.0.113.15", false)]
    [TestCase("2001:db8::15", false)]
    public void Both_ends_of_a_range_are_inside_and_mapped_addresses_count_as_IPv4(string address, bool isInside) =>
        ClientNetwork.FromRange(IPAddress.Parse("203.0.113.10"), IPAddress.Parse("203.0.113.20"))
            .Contains(IPAddress.Parse(address)).Should().Be(isInside);

    [TestCase("::/0", "203.0.113.1", false)]
    [TestCase("0.0.0.0/0", "::1", false)]
    [TestCase("::/0", "::1", true)]
    [TestCase("::ffff:203.0.113.0/120", "203.0.113.9", true)]
    [TestCase("2001:db8::/32", "2001:db9::", false)]
    public void Families_do_not_mix(string cidr, string address, bool isInside) =>
        ClientNetwork.FromNetwork(IPNetwork.Parse(cidr)).Contains(IPAddress.Parse(address)).Should().Be(isInside);

    [TestCase("10.0.0.0/8", "10.1.0.0/16", true)]
    [TestCase("10.0.0.0/8", "10.0.0.0/8", true)]
    [TestCase("10.1.0.0/16", "10.0.0.0/8", false)]
    [TestCase("10.0.0.0/8", "11.0.0.0/16", false)]
    [TestCase("0.0.0.0/0", "::/0", false)]
    public void Network_contains_networks_wholly_inside(string outer, string inner, bool isInside) =>
        ClientNetwork.FromNetwork(IPNetwork.Parse(outer)).Contains(ClientNetwork.FromNetwork(IPNetwork.Parse(inner))).Should().Be(isInside);

    [TestCase("203.0.113.2", "203.0.113.1", "is below its first")]
    [TestCase("203.0.113.2", "2001:db8::1", "mixes IPv4 and IPv6")]
    [TestCase("::", "::ffff:255.255.255.255", "mixes IPv4 and IPv6")]
    [TestCase("2001:db8::2", "2001:db8::1", "is below its first")]
    public void Impossible_range_is_refused(string from, string to, string fault)
    {
        Action make = () => ClientNetwork.FromRange(IPAddress.Parse(from), IPAddress.Parse(to));

        make.Should().ThrowExactly<ArgumentException>().WithParameterName("last").WithMessage($"*{fault}*");
    }

    [Test]
    public void Address_with_a_zone_of_this_machine_is_refused()
    {
        Action make = () => ClientNetwork.FromAddress(IPAddress.Parse("fe80::1%3"));

        make.Should().ThrowExactly<ArgumentException>().WithMessage("*zone*");
    }

    [Test]
    public void Networks_are_equal_by_their_addresses()
    {
        ClientNetwork network = ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/24"));

        network.Should().Be(ClientNetwork.FromRange(IPAddress.Parse("203.0.113.0"), IPAddress.Parse("203.0.113.255")));
        network.Should().Be(ClientNetwork.FromNetwork(IPNetwork.Parse("::ffff:203.0.113.0/120")));
        network.Should().NotBe(ClientNetwork.FromNetwork(IPNetwork.Parse("203.0.113.0/25")));
        ClientNetwork.FromAddress(IPAddress.Loopback).GetHashCode()
            .Should().Be(ClientNetwork.FromAddress(IPAddress.Parse("::ffff:127.0.0.1")).GetHashCode());
    }
}
