// A client's two steps on the console: get a key, move the bytes. Files go up and down directly to and from the store. The application that hands
// the keys out runs in this process, and could be anywhere: the client knows its address and who it is there, and no store at all.
using Spectre.Console;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Samples.Transfer;
using ValetKey.Samples.Transfer.Application;
using ValetKey.Samples.Transfer.Transfers;

if (!CommandLine.TryParse(args, out CommandLine? command))
{
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return 2;
}

using CancellationTokenSource stop = new();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};

ISampleStorage storage = command.CreateStorage();
await using (storage)
{
    await storage.StartAsync();
    await using FilesApplication application = await FilesApplication.StartAsync(command, storage);
    await using FilesClient client = await FilesClient.SignInAsync(application.Url, command.Data);
    return await new Commands(client, AnsiConsole.Console).RunAsync(command.Words, stop.Token);
}
