using ValetKey.Providers;

namespace ValetKey.Tests.Core.Providers;

internal sealed class ContainerPathsTests
{
    private static readonly Uri Network = new("https://media.example.com");

    [Test]
    public void Without_paths_each_container_stands_at_its_name() =>
        new ContainerPaths(Network, new Dictionary<string, string>()).UrlOf("my pictures").Should().Be("https://media.example.com/my%20pictures/");

    [TestCase("/", "https://media.example.com/")]
    [TestCase("/a", "https://media.example.com/a/")]
    [TestCase("/a/b/", "https://media.example.com/a/b/")]
    public void A_container_stands_at_its_path(string path, string url) =>
        new ContainerPaths(Network, new Dictionary<string, string> { ["pictures"] = path }).UrlOf("pictures").Should().Be(url);

    [Test]
    public void A_port_is_kept() =>
        new ContainerPaths(new Uri("https://media.example.com:8443"), new Dictionary<string, string>()).UrlOf("a")
            .Should().Be("https://media.example.com:8443/a/");

    [Test]
    public void Where_there_are_paths_another_container_is_refused()
    {
        ContainerPaths paths = new(Network, new Dictionary<string, string> { ["pictures"] = "/a" });

        FluentActions.Invoking(() => paths.UrlOf("other")).Should().Throw<ValetKeyException>().Which.Reason
            .Should().Be(ValetKeyErrorReason.Unsupported);
    }

    [TestCase("")]
    [TestCase("a")]
    [TestCase("//")]
    [TestCase("/a//b")]
    [TestCase("/a/../b")]
    [TestCase("/a/./b")]
    [TestCase("/a b")]
    [TestCase("/a%20b")]
    [TestCase("/a*")]
    public void A_malformed_path_is_a_fault_that_names_the_setting(string path) =>
        ContainerPaths.Faults("Paths", new Dictionary<string, string> { ["pictures"] = path })
            .Should().ContainSingle().Which.Should().StartWith($"Paths maps 'pictures' to '{path}'");

    [TestCase("/a", "/a/b")]
    [TestCase("/a", "/a")]
    [TestCase("/", "/b")]
    public void A_container_within_another_is_a_fault(string outer, string inner) =>
        ContainerPaths.Faults("Paths", new Dictionary<string, string> { ["one"] = outer, ["two"] = inner })
            .Should().ContainSingle().Which.Should().Contain("a key for that one would open this one too");

    [Test]
    public void Neighbours_with_like_names_are_no_fault() =>
        ContainerPaths.Faults("Paths", new Dictionary<string, string> { ["one"] = "/a", ["two"] = "/ab" }).Should().BeEmpty();
}
