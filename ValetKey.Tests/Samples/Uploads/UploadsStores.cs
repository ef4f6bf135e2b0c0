using ValetKey.Tests.Support;

namespace ValetKey.Tests.Samples.Uploads;

/// <summary>The stores that the sample's pages bring their uploads to.</summary>
internal static class UploadsStores
{
    /// <summary>For the sample's own page, which in the usual run has one.</summary>
    public static IEnumerable<TestFixtureData> Page { get; } =
        LongRun.Fixtures(1, [typeof(UploadsLocalStore)], [typeof(UploadsGatewayStore)], [typeof(UploadsAzuriteStore)]);

    /// <summary>For a large file from it. In the usual run Uppy's goes to another.</summary>
    public static IEnumerable<TestFixtureData> LargeFile { get; } =
        LongRun.Fixtures(1, [typeof(UploadsLocalStore)], [typeof(UploadsAzuriteStore)], [typeof(UploadsGatewayStore)]);

    /// <summary>For Uppy's: by its companionEndpoint, and in the long form by signRequest too.</summary>
    public static IEnumerable<TestFixtureData> Uppy { get; } =
        LongRun.Fixtures(1, [typeof(UploadsGatewayStore)], [typeof(UploadsAzuriteStore)], [typeof(UploadsLocalStore)]);
}
