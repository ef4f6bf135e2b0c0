using Microsoft.Extensions.Options;

namespace ValetKey.Tests.Delivery;

/// <summary>Rules for the paths and the address of a delivery network, told at start.</summary>
public abstract class DeliveryOptionsTestBase
{
    /// <summary>Gets the name of the setting for the network's address.</summary>
    protected abstract string AddressSetting { get; }

    [TestCase("media")]
    [TestCase("")]
    [TestCase("//")]
    [TestCase("/a//b")]
    [TestCase("/a/../b")]
    [TestCase("/.")]
    [TestCase("/a*")]
    [TestCase("/a?")]
    [TestCase("/a%20b")]
    [TestCase("/ä")]
    [TestCase("/a\"")]
    public void A_container_path_is_plain(string path) => FaultOfPaths(("media", path)).Failures
        .Should().ContainSingle().Which.Should().StartWith("ContainerPaths maps 'media'");

    [TestCase("/", "/b")]
    [TestCase("/a", "/a/b")]
    [TestCase("/a/", "/a")]
    public void No_container_lies_within_another(string outer, string inner) => FaultOfPaths(("inner", inner), ("outer", outer)).Failures
        .Should().ContainSingle().Which.Should().Match("ContainerPaths puts * would open this one too.");

    [TestCase("http://media.example.com")]
    [TestCase("https://media.example.com/path")]
    [TestCase("https://media.example.com/?a=b")]
    [TestCase("https://media.example.com/#a")]
    [TestCase("https://media.example.com:8443")]
    [TestCase("https://user:hunter2@media.example.com")]
    [TestCase("media.example.com")]
    [TestCase("https://[::1]")]
    [TestCase("https://a_*.example")]
    public void The_address_is_https_and_a_host(string url)
    {
        Uri.TryCreate(url, UriKind.RelativeOrAbsolute, out Uri? uri);

        FaultOfAddress(uri).Failures.Should().ContainSingle().Which.Should().StartWith(AddressSetting).And.NotContain("hunter2");
    }

    protected abstract OptionsValidationException FaultOfPaths(params (string Container, string Path)[] paths);

    protected abstract OptionsValidationException FaultOfAddress(Uri? address);
}
