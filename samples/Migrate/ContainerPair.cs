namespace ValetKey.Samples.Migrate;

/// <summary>A container here, and its name there.</summary>
internal sealed record ContainerPair(string Here, string There)
{
    public static ContainerPair Parse(string text) => text.Split('=', 2) is [string here, string there] ? new(here, there) : new(text, text);
}
