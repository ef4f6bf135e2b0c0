// One process sends with a key, another receives with a key, and neither holds anything else. This one is the valet who hands the keys out.
using ValetKey.Samples.Queues;
using ValetKey.Samples.Queues.Storage;
using ValetKey.Samples.Queues.Workers;

string[] arguments = args.Length == 0 ? ["--provider", "local"] : args;
switch (arguments)
{
    case ["--provider", var name] when QueueStorage.Find(name) is { } storage:
        await using (storage)
        {
            return await Valet.RunAsync(storage);
        }

    case ["send", var name] when QueueStorage.Find(name) is { } storage:
        return await Sender.RunAsync(await KeyHolder.ReadAsync(storage.Messages));

    case ["receive", var name] when QueueStorage.Find(name) is { } storage:
        return await Receiver.RunAsync(await KeyHolder.ReadAsync(storage.Messages));

    default:
        await Console.Error.WriteLineAsync("Usage: dotnet run --project samples/Queues [-- --provider local|azure]");
        return 2;
}
