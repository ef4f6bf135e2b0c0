using System.Reflection;
using Amazon;

namespace ValetKey.Tests.Aws.S3;

/// <summary>Stops the SDK's clock, which has no public handle, so that both sign the same moment.</summary>
internal sealed class SdkClock : IDisposable
{
    private static readonly FieldInfo Source = typeof(AWSConfigs).GetField("utcNowSource", BindingFlags.Static | BindingFlags.NonPublic)
        ?? throw new MissingFieldException(nameof(AWSConfigs), "utcNowSource");

    private readonly object? _original = Source.GetValue(null);

    public SdkClock(DateTimeOffset now) => Set(now);

    public static void Set(DateTimeOffset now) => Source.SetValue(null, () => now.UtcDateTime);

    public void Dispose() => Source.SetValue(null, _original);
}
