using Microsoft.AspNetCore.Http;
using ValetKey.Local.Operations;
using ValetKey.Local.Storage;
using ValetKey.Local.Verification;

namespace ValetKey.Local.Service.Messages;

/// <summary>Requests about the messages of a queue: which permission each needs, and who serves it.</summary>
internal sealed class QueueRequests(ObjectStore store, LocalQueueOptions options)
{
    private const string OneMessage = MessageNames.Messages + "/";

    private readonly Sending _sending = new(store.Queues, options);
    private readonly Receiving _receiving = new(store, options);
    private readonly Handling _handling = new(store.Queues, options);

    public async Task<Refusal?> HandleAsync(HttpContext context, VerifiedKey key, ResourcePath path, string added)
    {
        string? id = path.Name?.StartsWith(OneMessage, StringComparison.Ordinal) == true ? path.Name[OneMessage.Length..] : null;
        if (id is null && path.Name != MessageNames.Messages)
        {
            return Refusals.PathMalformed;
        }

        MessageParameters parameters = MessageParameters.Parse(added);
        Permissions needed = Needed(context.Request.Method, id is not null, parameters);
        if (needed == Permissions.None)
        {
            return Refusals.MethodNotAllowed;
        }

        Visit.Set(context, needed);
        return Access.CheckPermission(key, needed) ?? await (needed switch
        {
            Permissions.Send => _sending.HandleAsync(context, key, path.Container, parameters),
            Permissions.Update => _handling.UpdateAsync(context, key, path.Container, id!, parameters),
            Permissions.Peek => _receiving.PeekAsync(context, key, path.Container, parameters),
            _ when id is null => _receiving.ReceiveAsync(context, path.Container, parameters),
            _ => _handling.DeleteAsync(context, path.Container, id, parameters),
        }).ConfigureAwait(false);
    }

    private static Permissions Needed(string method, bool onMessage, MessageParameters parameters) => (method, onMessage) switch
    {
        ("POST", false) => Permissions.Send,
        ("GET", false) => parameters.AsksToPeek ? Permissions.Peek : Permissions.Receive,
        ("PUT", true) => Permissions.Update,
        ("DELETE", true) => Permissions.Receive,
        _ => Permissions.None,
    };
}
