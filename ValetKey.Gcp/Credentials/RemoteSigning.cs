using Microsoft.Extensions.Logging;
using ValetKey.Providers;

namespace ValetKey.Gcp.Credentials;

/// <summary>What every remote key of one issuer has in common.</summary>
internal sealed partial class RemoteSigning(string issuerName, int maximumConcurrentSignatures, TimeProvider time, StorageClock clock, ILogger logger)
{
    public string IssuerName { get; } = issuerName;

    public int MaximumConcurrentSignatures { get; } = maximumConcurrentSignatures;

    public TimeProvider Time { get; } = time;

    /// <summary>Told of the date of every answer that comes by.</summary>
    public StorageClock Clock { get; } = clock;

    public ILogger Logger { get; } = logger;

    public void LogRetry(int attempt, Exception fault) => LogRetry(Logger, IssuerName, attempt, fault.GetType().Name);

    [LoggerMessage(EventId = 400, EventName = "SignatureRetried", Level = LogLevel.Warning,
        Message = "{Issuer}: call {Attempt} for a signature failed ({Fault}); it is made again.")]
    private static partial void LogRetry(ILogger logger, string issuer, int attempt, string fault);
}
