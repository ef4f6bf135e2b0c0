using Microsoft.AspNetCore.Http;
using ValetKey.AspNetCore;

namespace ValetKey.Tests.Client.Support;

/// <summary>Keys for queues: to send by a URL or by a query, or to peek alone, as the queue's name begins.</summary>
internal sealed class QueueKeys : KeyHandler
{
    public override ValueTask<KeyRequest?> FindAsync(
        string name, HttpContext context, string? subject, CancellationToken cancellationToken) => new(
            new KeyRequest(KeyScope.ForQueue(name), name.StartsWith("peek", StringComparison.Ordinal) ? Permissions.Peek : Permissions.Send)
            {
                Form = name.StartsWith("query", StringComparison.Ordinal) ? KeyForm.SignedQuery : KeyForm.SignedUrl,
            });
}
