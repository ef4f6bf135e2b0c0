using Spectre.Console;
using ValetKey.Samples.Quickstart;
using ValetKey.Samples.Quickstart.Providers;

if (!CommandLine.TryParse(args, out IQuickstartProvider? provider, out string? fault))
{
    await Console.Error.WriteLineAsync(fault);
    return 2;
}

await using (provider)
{
    return await Quickstart.RunAsync(provider, AnsiConsole.Console);
}
