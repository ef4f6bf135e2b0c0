using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;
using ValetKey.Samples.Quickstart.Chapters;
using ValetKey.Samples.Quickstart.Providers;
using ValetKey.Samples.Quickstart.Story;

namespace ValetKey.Samples.Quickstart;

/// <summary>The whole run: a storage service, an application that issues keys, a client that uses them, and the table at the end.</summary>
internal static class Quickstart
{
    /// <returns>The exit code: 0 when everything went as expected, else 1.</returns>
    public static async Task<int> RunAsync(IQuickstartProvider provider, IAnsiConsole console)
    {
        await provider.StartAsync();

        // The application wires ValetKey once, at its start.
        ServiceCollection services = new();
        IValetKeyBuilder valetKey = services.AddValetKey(options => options.DefaultLifetime = TimeSpan.FromMinutes(5));
        provider.Register(valetKey);
        await using ServiceProvider application = services.BuildServiceProvider();
        IValetKeyIssuer issuer = application.GetRequiredService<IValetKeyIssuer>();

        // The client is a plain HttpClient: it knows nothing of ValetKey but the keys that it is given.
        using HttpClient client = provider.CreateClient();

        Narrator narrator = new(console);
        narrator.Introduce(provider);
        Storyteller story = new(issuer, client, provider, narrator);
        await WhatAKeyOpens.TellAsync(story);
        await WhatItDoesNotOpen.TellAsync(story);
        await OtherForms.TellAsync(story);
        await AQueue.TellAsync(story);
        await InTheEnd.TellAsync(story);

        return narrator.Conclude(story.Results) ? 0 : 1;
    }
}
