using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Samples.Uploads.Storage;

namespace ValetKey.Samples.Transfer;

/// <summary><c>[--provider name] [--port number] command …</c>.</summary>
internal sealed record CommandLine(string Provider, int Port, string[] Words)
{
    private const int DefaultPort = 5190;

    public static string Usage =>
        """
        Usage: dotnet run --project samples/Transfer -- [--provider local|s3|azure|gcs] [--port 1-65535] COMMAND

          upload FILE...           sends files
          download NAME [FOLDER]   fetches one, into this folder or another
          sync up FOLDER           sends what is new or changed in a folder
          sync down FOLDER         fetches what is new or changed
          list                     says what there is

        What was broken off goes on when the same is asked for again.
        """;

    /// <summary>Where this is kept that no store has: the application's database and keys, and the client's tickets.</summary>
    public string Data => Path.Combine(Environment.CurrentDirectory, "data", Provider);

    /// <summary>The application's address: the same each time, as tickets have it.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public static bool TryParse(string[] args, [NotNullWhen(true)] out CommandLine? command)
    {
        command = new CommandLine("local", DefaultPort, args);
        while (command is { Words: [['-', '-', ..], ..] })
        {
            command = command.Words switch
            {
                ["--provider", "local" or "s3" or "azure" or "gcs", .. var rest] => command with { Provider = command.Words[1], Words = rest },
                ["--port", var text, .. var rest] when ushort.TryParse(text, CultureInfo.InvariantCulture, out ushort port) && port > 0 =>
                    command with { Port = port, Words = rest },
                _ => null,
            };
        }

        if (command?.Words is not (["upload", _, ..] or ["download", _] or ["download", _, _] or ["sync", "up" or "down", _] or ["list"]))
        {
            command = null;
        }

        return command is not null;
    }

    public ISampleStorage CreateStorage() => LocalStore.OrProvider(Provider, Path.Combine(Data, "store"), Url);
}
