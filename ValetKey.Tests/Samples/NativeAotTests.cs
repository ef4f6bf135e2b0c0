using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples;

/// <summary>The claim that the packages are fit for NativeAOT, proved by publishing and running a program that roots them.</summary>
[Category("Aot")]
internal sealed class NativeAotTests
{
    private static readonly TimeSpan PublishLimit = TimeSpan.FromMinutes(4);

    [Test]
    public async Task The_sample_publishes_without_a_warning_and_runs()
    {
        if (!await NativeLinker.IsPresentAsync())
        {
            Skip.Test("NativeAOT needs clang or gcc, and zlib (Debian: apt-get install clang zlib1g-dev).");
        }

        string folder = Directory.CreateTempSubdirectory("valetkey-aot-test-").FullName;
        try
        {
            // A folder of its own for all that is built, so that nobody else's build is in the way.
            ChildProcess publish = await ChildProcess.RunAsync(
                ChildProcess.Dotnet,
                ["publish", Repository.PathTo("samples/NativeAot"), "--configuration", "Release", "--artifacts-path", folder,
                    "--output", $"{folder}/app"],
                PublishLimit);
            publish.ExitCode.Should().Be(0, publish.Output);
            publish.Output.Should().NotMatchRegex("warning|IL[23][0-9]{3}");

            ChildProcess run = await ChildProcess.RunAsync($"{folder}/app/ValetKey.Samples.NativeAot", [], TimeSpan.FromMinutes(1));
            run.ExitCode.Should().Be(0, run.Output);
            run.Output.Should().Contain("[secret]").And.Contain("Upload:   201 Created").And.NotContain("sig=");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
