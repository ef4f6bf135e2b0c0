using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenStackSwift;
using ValetKey.Tests.Servers;

namespace ValetKey.Tests.Samples;

/// <summary>The custom provider as a reader runs it, and its registration.</summary>
internal sealed class SwiftConsoleTests
{
    private static readonly string[] Refused = ["Create", "ContentType", "ExactLength", "SingleUse", "List", "one permission"];

    [Test]
    public async Task Everything_goes_as_expected()
    {
        SwiftServer swift = await SwiftServer.RequireAsync();
        string container = await swift.CreateContainerAsync();

        ChildProcess run = await RunAsync([container], swift.Endpoint, swift.Secret);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("Everything went as expected.").And.ContainAll(Refused).And.Contain("401 Unauthorized");
        run.Output.Should().NotContain(swift.Secret).And.NotContain("temp_url_sig");
        (await swift.ListAsync(container)).Should().BeEmpty();
    }

    [Test]
    public async Task A_secret_that_is_not_the_accounts_is_told_step_by_step_and_fails()
    {
        SwiftServer swift = await SwiftServer.RequireAsync();

        ChildProcess run = await RunAsync([await swift.CreateContainerAsync()], swift.Endpoint, "another");

        run.ExitCode.Should().Be(1);
        run.Output.Should().Contain("upload: 401 Unauthorized (NOT as expected)").And.MatchRegex("[0-9]+ steps went otherwise than expected");
    }

    [Test]
    public async Task Without_a_Swift_it_says_what_it_needs()
    {
        ChildProcess run = await RunAsync([], endpoint: null, "secret");

        run.ExitCode.Should().Be(2);
        run.Output.Should().ContainAll("SWIFT_ENDPOINT", "SWIFT_ACCOUNT", "SWIFT_TEMP_URL_KEY", "apt install swift-proxy");
    }

    [Test]
    public void All_faults_of_its_options_are_told_at_once()
    {
        using ServiceProvider services = new ServiceCollection()
            .AddValetKey().AddSwift("archive", options => options.Account = "a/b").Services.BuildServiceProvider();

        Action read = () => services.GetRequiredService<IOptionsMonitor<SwiftOptions>>().Get("archive");

        read.Should().Throw<OptionsValidationException>().Which.Failures.Select(fault => fault.Split(' ')[0])
            .Should().Equal("Endpoint", "Account", "Secret");
    }

    [Test]
    public void Its_options_are_read_from_the_configuration()
    {
        IConfiguration section = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Endpoint"] = "https://swift.example",
            ["Account"] = "AUTH_media",
            ["Secret"] = "s3cret",
        }).Build();
        using ServiceProvider services = new ServiceCollection().AddValetKey().AddSwift("archive", section).Services.BuildServiceProvider();

        SwiftOptions options = services.GetRequiredService<IOptionsMonitor<SwiftOptions>>().Get("archive");

        (options.Endpoint, options.Account, options.Secret).Should().Be((new Uri("https://swift.example"), "AUTH_media", "s3cret"));
    }

    private static Task<ChildProcess> RunAsync(string[] arguments, Uri? endpoint, string secret) => ChildProcess.RunAsync(
        ChildProcess.Dotnet,
        [ChildProcess.PathTo("samples/CustomProvider/Console", "SwiftConsole"), .. arguments],
        new Dictionary<string, string>
        {
            ["SWIFT_ENDPOINT"] = endpoint?.AbsoluteUri ?? "",
            ["SWIFT_ACCOUNT"] = SwiftServer.Account,
            ["SWIFT_TEMP_URL_KEY"] = secret,
        });
}
