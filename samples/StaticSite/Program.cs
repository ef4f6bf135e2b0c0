// A private static site: the application signs people in and gives them cookies for their part of the site; a delivery network serves the pages, and
// asks nobody. Without settings the network is a stand-in on this machine.
using ValetKey.Samples.StaticSite;

if (Settings.From(args) is not { } settings)
{
    await Console.Error.WriteLineAsync(Settings.Usage);
    return 2;
}

await using Edge? edge = settings.IsLocal ? await Edge.StartAsync(settings) : null;
await Application.RunAsync(settings, edge?.Url ?? settings.Distribution);
return 0;
