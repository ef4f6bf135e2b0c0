using Microsoft.Extensions.Logging.Abstractions;
using ValetKey.Gcp.Credentials;
using ValetKey.Providers;

namespace ValetKey.Tests.Gcp.Storage.Support;

/// <summary>What a remote key needs, with a clock of the test's own.</summary>
internal static class TestSigning
{
    public static RemoteSigning Create(TimeProvider? time = null, int concurrent = 32, StorageClock? clock = null, string issuer = "media")
    {
        TimeProvider source = time ?? TimeProvider.System;
        return new RemoteSigning(issuer, concurrent, source, clock ?? new StorageClock("media", source), NullLogger.Instance);
    }
}
