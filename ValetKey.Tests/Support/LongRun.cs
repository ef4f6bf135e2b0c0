using System.Globalization;

namespace ValetKey.Tests.Support;

/// <summary>Tests that draw at random do a little in every run, and what takes an hour when they are asked to by <c>VALETKEY_LONG=1</c>.</summary>
internal static class LongRun
{
    public static bool IsAsked => Environment.GetEnvironmentVariable("VALETKEY_LONG") == "1";

    /// <summary>Another one each time, which a failure tells, unless <c>VALETKEY_SEED</c> repeats one.</summary>
    public static int Seed { get; } = Environment.GetEnvironmentVariable("VALETKEY_SEED") is { Length: > 0 } told
        ? int.Parse(told, CultureInfo.InvariantCulture)
        : Random.Shared.Next();

    /// <summary>Fixtures by their arguments, or types: the first few of them in every run, and all in the long form.</summary>
    public static IEnumerable<TestFixtureData> Fixtures(int few, params object[][] all) =>
        [.. (IsAsked ? all : all[..few]).Select(arguments => new TestFixtureData(arguments))];
}
