using Microsoft.Extensions.DependencyInjection;
using ValetKey.Samples.Queues.Storage;
using ValetKey.Samples.Queues.Workers;

namespace ValetKey.Samples.Queues;

/// <summary>The application: it has the storage's secrets, hands a key to each of two processes, and takes no part in what they do.</summary>
internal static class Valet
{
    /// <returns>The exit code: 0 when every message was handled, else 1.</returns>
    public static async Task<int> RunAsync(IQueueStorage storage)
    {
        await storage.StartAsync();
        ServiceCollection services = new();
        storage.Register(services.AddValetKey(options => options.DefaultLifetime = TimeSpan.FromMinutes(5)));
        await using ServiceProvider application = services.BuildServiceProvider();
        IValetKeyIssuer issuer = application.GetRequiredService<IValetKeyIssuer>();
        KeyScope queue = KeyScope.ForQueue(storage.Queue);
        Console.WriteLine($"valet    | the queue '{queue.Container}' of {storage.Description}");

        int[] exits = await Task.WhenAll(
            Worker.RunAsync("send", storage.Name, await IssueAsync(Permissions.Send)),
            Worker.RunAsync("receive", storage.Name, await IssueAsync(Permissions.Receive)));

        SignedQuery look = await IssueAsync(Permissions.Peek);
        using HttpClient client = new();
        using HttpResponseMessage left = await client.SendAsync(look.CreateRequest(Permissions.Peek));
        bool isEmpty = storage.Messages.Read(await left.Content.ReadAsStringAsync()).Count == 0;
        Console.WriteLine($"valet    | the queue is {(isEmpty ? "empty" : "NOT empty")}");
        return isEmpty && exits.All(exit => exit == 0) ? 0 : 1;

        async Task<SignedQuery> IssueAsync(Permissions permission) => await issuer.IssueQueryAsync(new KeyRequest(queue, permission));
    }
}
