namespace ValetKey.Internal;

/// <summary>The ids under which the compiler warns of what may still change.</summary>
internal static class ExperimentalIds
{
    /// <summary>Tools that ValetKey's own providers share, public since these are assemblies of their own.</summary>
    public const string Plumbing = "VALETKEY001";
}
