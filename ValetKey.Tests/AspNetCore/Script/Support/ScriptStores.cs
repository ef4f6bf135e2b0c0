using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>The stores that pages bring their uploads to.</summary>
internal static class ScriptStores
{
    private static readonly object[][] All =
        [[typeof(LocalScriptStore)], [typeof(GatewayScriptStore)], [typeof(AzuriteScriptStore)], [typeof(GcsScriptStore)]];

    /// <summary>For what depends on the store.</summary>
    public static IEnumerable<TestFixtureData> Servers { get; } = LongRun.Fixtures(3, All);

    /// <summary>For what hardly does.</summary>
    public static IEnumerable<TestFixtureData> One { get; } = LongRun.Fixtures(1, All);
}
