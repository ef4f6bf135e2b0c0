// Uploads that go from the browser to the store, and count when this application has looked at them.
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Samples.Uploads;

if (!CommandLine.TryParse(args, out CommandLine? arguments))
{
    await Console.Error.WriteLineAsync(CommandLine.Usage);
    return 2;
}

ISampleStorage storage = arguments.CreateStorage();
await using (storage)
{
    await storage.StartAsync();
    await Application.RunAsync(arguments, storage);
    return 0;
}
