using ValetKey.Tests.Support;

namespace ValetKey.Tests.AspNetCore.Script.Support;

/// <summary>The stores that pages bring their uploads to.</summary>
internal static class ScriptStores
{
    private static readonly object[][] Others = [[typeof(GatewayScriptStore)], [typeof(AzuriteScriptStore)], [typeof(GcsScriptStore)]];
    private static readonly object[] Local = [typeof(LocalScriptStore)];

    /// <summary>For what depends on the store.</summary>
    public static IEnumerable<TestFixtureData> Servers { get; } = LongRun.Fixtures(2, [.. Others, Local]);

    /// <summary>For what hardly does.</summary>
    public static IEnumerable<TestFixtureData> One { get; } = LongRun.Fixtures(1, [Local, .. Others]);
}
