using System.Diagnostics;
using System.Text.Json;
using ValetKey.Client;
using ValetKey.Tests.AspNetCore.Support;
using ValetKey.Tests.Samples;

namespace ValetKey.Tests.Client.Faults;

/// <summary>A client in a process of its own that uploads a file, slowly, and can be killed.</summary>
/// <param name="Application">Where the application is.</param>
/// <param name="File">What is uploaded.</param>
/// <param name="TicketPath">Where the ticket is kept.</param>
/// <param name="BytesPerSecond">How fast.</param>
internal sealed record UploadingProcess(Uri Application, string File, string TicketPath, int BytesPerSecond)
{
    /// <summary>The word by which the tests' program knows that it is meant.</summary>
    public const string Word = "upload";

    /// <summary>What the process does.</summary>
    public static async Task RunAsync(string setup)
    {
        UploadingProcess self = JsonSerializer.Deserialize<UploadingProcess>(setup)!;
        FaultyNetwork network = new(() => (NetworkFault.None, 0)) { BytesPerSecond = self.BytesPerSecond };
        using HttpClient application = new(network.Through(new SocketsHttpHandler())) { BaseAddress = self.Application };
        application.DefaultRequestHeaders.Add(UserHeader.Name, "anna");
        using HttpClient storage = new(network.Through(new SocketsHttpHandler()));
        await new ValetKey.Client.UploadClient(application, storage).UploadAsync(
            self.File, new UploadOptions { Endpoint = "pictures", Name = "a.bin", TicketPath = self.TicketPath });
    }

    public Process Start() => Process.Start(new ProcessStartInfo(
        ChildProcess.Dotnet, [typeof(Program).Assembly.Location, Word, JsonSerializer.Serialize(this)]))!;
}
