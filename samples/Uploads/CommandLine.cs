using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Samples.Uploads.Storage;

namespace ValetKey.Samples.Uploads;

/// <summary><c>[--provider name] [--port number]</c>.</summary>
internal sealed record CommandLine(string Provider, int Port)
{
    private const int DefaultPort = 5180;

    public static string Usage => "Usage: dotnet run --project samples/Uploads [-- [--provider local|s3|azure|gcs] [--port 1-65535]]";

    /// <summary>Where this is kept that no store has: the ledger and the keys of cookies and tickets, for each provider by itself.</summary>
    public string Data => Path.Combine(Environment.CurrentDirectory, "data", Provider);

    /// <summary>The application's address, which is what its pages come from.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public static bool TryParse(string[] args, [NotNullWhen(true)] out CommandLine? arguments)
    {
        arguments = new CommandLine("local", DefaultPort);
        for (int i = 0; arguments is not null && i < args.Length; i += 2)
        {
            arguments = (args[i], i + 1 < args.Length ? args[i + 1] : null) switch
            {
                ("--provider", "local" or "s3" or "azure" or "gcs") => arguments with { Provider = args[i + 1] },
                ("--port", { } text) when ushort.TryParse(text, CultureInfo.InvariantCulture, out ushort port) && port > 0 =>
                    arguments with { Port = port },
                _ => null,
            };
        }

        return arguments is not null;
    }

    public ISampleStorage CreateStorage() => LocalStore.OrProvider(Provider, Path.Combine(Data, "store"), Url);
}
