using Microsoft.Extensions.Logging;
using ValetKey.AspNetCore.Ledger;
using ValetKey.Providers;

namespace ValetKey.AspNetCore.Flow;

/// <summary>One kind of uploads with all that it needs: its settings, its store, and the ledger.</summary>
internal sealed record UploadSite
{
    public required string Name { get; init; }

    public required UploadsOptions Options { get; init; }

    public required IValetKeyIssuer Issuer { get; init; }

    public required KeyAbilities Abilities { get; init; }

    public required IStorageOperations Operations { get; init; }

    public required LedgerChanges Ledger { get; init; }

    public required TimeProvider Time { get; init; }

    public required HandlerCalls Handlers { get; init; }

    public required UploadMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>In whole milliseconds, as the ledger keeps times.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Time.GetUtcNow().ToUnixTimeMilliseconds());
}
