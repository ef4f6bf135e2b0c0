// Outgrowing local storage: every object of a root is copied to another store, with keys alone, and checked. What was copied is written down, so a
// run that was broken off goes on where it was. "--verify" checks the root and copies nothing.
using Spectre.Console;
using ValetKey.Samples.Migrate;

switch (args)
{
    case ["--verify", var root]:
        return await Verification.RunAsync(root, AnsiConsole.Console);

    case [var root, "--to", var provider, .. var containers] when Target.Find(provider) is { } register && containers.Length > 0:
        using (CancellationTokenSource stop = new())
        {
            Console.CancelKeyPress += (_, press) =>
            {
                press.Cancel = true;
                stop.Cancel();
            };
            await using Source source = await Source.StartAsync(root);
            await using Target target = new(register);
            Migration migration = new(source, target, new Journal(Path.Combine(root, $"migrated-to-{provider}.txt")));
            return await MigrationProgress.ShowAsync(migration, [.. containers.Select(ContainerPair.Parse)], AnsiConsole.Console, stop.Token);
        }

    default:
        await Console.Error.WriteLineAsync(
            $"""
            Usage: dotnet run --project samples/Migrate -- ROOT --to {string.Join('|', Target.Providers)} CONTAINER[=THEIRS]...
                   dotnet run --project samples/Migrate -- --verify ROOT

            The settings of the other store are those of its AddXxx method, as environment variables: VALETKEY__Region=eu-west-1 and so on.
            The containers there must exist.
            """);
        return 2;
}
